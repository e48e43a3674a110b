import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('coaching', '0010_leaving'),
        ('people', '0001_initial'),
    ]

    operations = [
        migrations.CreateModel(
            name='ClosedSums',
            fields=[
                ('period_on', models.DateField(primary_key=True, serialize=False)),
                ('counted_on', models.DateField()),
            ],
        ),
        migrations.CreateModel(
            name='ClosedGroup',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('teams', models.PositiveIntegerField()),
                ('counted', models.JSONField()),
                ('head', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='people.person')),
                ('sums', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='groups', to='coaching.closedsums')),
            ],
        ),
        migrations.CreateModel(
            name='ClosedChange',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('groups', models.PositiveIntegerField()),
                ('lack', models.CharField(blank=True, max_length=10)),
                ('change', models.JSONField(default=dict)),
                ('head', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='people.person')),
                ('sums', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='changes', to='coaching.closedsums')),
            ],
        ),
        migrations.CreateModel(
            name='ClosedMember',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('group', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='members', to='coaching.closedgroup')),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='people.person')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('group', 'person'), name='once_in_a_closed_group')],
            },
        ),
    ]
