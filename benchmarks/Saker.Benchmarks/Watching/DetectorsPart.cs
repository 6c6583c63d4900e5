using Saker.Benchmarks.Demands;
using Saker.Data;
using Saker.Data.Sources;
using Saker.Learning;
using Saker.Learning.Drift.Streams;
using Saker.Learning.Preparation;
using Saker.Learning.Scores;
using Saker.Learning.Trainers;
using Saker.Testing;

namespace Saker.Benchmarks.Watching;

/// <summary>Detectors of streams: the documented stream, false alarms and delays on streams that were drawn, and a change of concept planted in real data.</summary>
internal sealed class DetectorsPart : IAreaPart
{
    private const int Train = 3_000;
    private const int Flip = 2_000;

    // Of the rows after the change; ADWIN and Page-Hinkley look at rates, and half of a few hundred rows is enough to tell.
    private const int MaxDelay = 300;

    private static readonly string[] s_certain = [Adwin.PublicName, Ddm.PublicName, PageHinkley.PublicName, Cusum.PublicName];

    public string Name => "detectors";

    public async Task<IReadOnlyList<Demand>> MeasureAsync(AreaSettings settings, CancellationToken cancellationToken)
    {
        var demands = new List<Demand>();
        demands.AddRange(Documented());
        settings.Log.WriteLine("detectors: streams without and with a change");
        foreach (var name in StreamDetectors.Names)
            demands.AddRange(Simulated(name, settings.Quick ? 2 : 10, settings.Quick ? 20 : 100));
        demands.AddRange(await RealAsync(cancellationToken));
        return demands;
    }

    private static IEnumerable<Demand> Documented()
    {
        if (RealData.Missing is { } reason)
            return [Demand.NotMeasured("the documented stream", reason)];
        double[] stream = [.. File.ReadLines(RealData.FullPath("official", "reference_streams/river_drift_fixture.csv")).Skip(1).Select(line => double.Parse(line.Split(',')[1], System.Globalization.CultureInfo.InvariantCulture))];
        return [Index("ADWIN", new Adwin(), 1023), Index("Page-Hinkley", new PageHinkley(), 1006)];

        Demand Index(string name, IStreamDetector detector, int expected)
        {
            int[] found = [.. Found(detector, stream)];
            return Demand.Shown($"the documented stream, {name}: index of the change", found.Length == 0 ? -1 : found[0]) with { Goal = $"{expected} and no other", Holds = found is [var only] && only == expected };
        }
    }

    private static IEnumerable<Demand> Simulated(string name, int hundredThousands, int changes)
    {
        var alarms = 0;
        for (var i = 0; i < hundredThousands; i++)
            alarms += Found(StreamDetectors.Create(name), Errors(100_000, Xoshiro256.Of(1, i), _ => 0.2)).Count();
        yield return Demand.Shown($"{name}: false alarms in 100,000 rows with 20% errors", (double)alarms / hundredThousands);
        var (delays, missed) = (new List<double>(), 0);
        for (var i = 0; i < changes; i++)
        {
            var at = Found(StreamDetectors.Create(name), Errors(4_000, Xoshiro256.Of(2, i), row => row < 2_000 ? 0.2 : 0.4)).FirstOrDefault(row => row >= 2_000, -1);
            if (at < 0)
                missed++;
            else
                delays.Add(at - 2_000 + 1);
        }
        yield return Demand.Shown($"{name}: mean delay from 20% to 40% errors, in rows ({missed} of {changes} missed)", delays.Count == 0 ? double.NaN : delays.Average());
    }

    /// <summary>Telco customers: a model of the first rows; from a row on customers do the opposite of what they did.</summary>
    private static async Task<IReadOnlyList<Demand>> RealAsync(CancellationToken cancellationToken)
    {
        if (RealData.Missing is { } reason)
            return [Demand.NotMeasured("a change planted in Telco", reason)];
        var table = await DataSources.Open(RealData.FullPath("churn_telco", "telco_churn.csv")).ReadAllAsync(cancellationToken);
        var rows = LabelledRows.Read(table.Without(["customerID"]), "Churn", "Yes");
        var preparation = PreparationPlan.Default.Fit(rows.Rows.Take([.. Enumerable.Range(0, Train)]), [.. rows.Rows.Columns.Select(column => column.Name).Where(name => name != "Churn")], cancellationToken);
        var features = preparation.Apply(rows.Rows);
        var model = new LogisticRegression().Fit(features.Take([.. Enumerable.Range(0, Train)]), rows.Target.AsSpan(0, Train), 7, cancellationToken);
        var said = model.PredictProbability(features);
        double[] errors = [.. Enumerable.Range(Train, rows.RowCount - Train).Select(row => ((said[row] >= 0.5f) == (rows.Target[row] == 1)) == (row - Train < Flip) ? 0.0 : 1.0)];
        return
        [
            .. StreamDetectors.Names.Select(name =>
            {
                int[] found = [.. Found(StreamDetectors.Create(name), errors)];
                var delay = found.FirstOrDefault(row => row >= Flip, errors.Length) - Flip + 1;
                var before = found.Count(row => row < Flip);
                var measure = $"Telco, labels turned from row {Flip:N0} on, {name}: rows until it is found ({before} false alarms before)";
                return s_certain.Contains(name) ? Demand.AtMost(measure, "", delay, MaxDelay) : Demand.Shown(measure, delay);
            }),
        ];
    }

    private static double[] Errors(int count, Xoshiro256 chance, Func<int, double> rate)
    {
        var errors = new double[count];
        for (var row = 0; row < count; row++)
            errors[row] = chance.NextDouble() < rate(row) ? 1 : 0;
        return errors;
    }

    private static IEnumerable<int> Found(IStreamDetector detector, double[] values)
    {
        for (var i = 0; i < values.Length; i++)
            if (detector.Update(values[i]) == DetectorState.Drift)
                yield return i;
    }
}
