import django.db.models.deletion
import django.utils.timezone
from django.db import migrations, models


def until_now_only_moves_counted(apps, _editor):
    sent = apps.get_model("coaching", "InviteSent").objects.filter(method="REQUEST")
    sent.update(moved=models.F("sequence"))


class Migration(migrations.Migration):

    dependencies = [
        ('coaching', '0009_cocoach'),
        ('people', '0001_initial'),
    ]

    operations = [
        migrations.CreateModel(
            name='MailServerAway',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('again_at', models.DateTimeField()),
                ('tries', models.PositiveSmallIntegerField(default=1)),
            ],
        ),
        migrations.AddField(
            model_name='invitesent',
            name='moved',
            field=models.PositiveSmallIntegerField(default=0),
        ),
        migrations.RunPython(until_now_only_moves_counted, migrations.RunPython.noop),
        migrations.AddField(
            model_name='session',
            name='passed_on',
            field=models.PositiveSmallIntegerField(default=0),
        ),
        migrations.AddField(
            model_name='sessionsummary',
            name='way',
            field=models.CharField(default='email', max_length=10),
        ),
        migrations.AddField(
            model_name='sessionsummary',
            name='why',
            field=models.CharField(blank=True, max_length=200),
        ),
        migrations.CreateModel(
            name='InviteLeft',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('session_key', models.BigIntegerField()),
                ('kind', models.CharField(max_length=20)),
                ('starts_at', models.DateTimeField()),
                ('minutes', models.PositiveSmallIntegerField()),
                ('sequence', models.PositiveSmallIntegerField()),
                ('since', models.DateTimeField(default=django.utils.timezone.now)),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='people.person')),
            ],
        ),
    ]
