using Saker.Learning.Drift.Measures;

namespace Saker.Learning.Drift.Streams;

/// <summary>
/// KSWIN (Raab, Heusinger and Schleif, "Reactive soft prototype computing for concept drift streams", 2020): compares the latest values with a random sample of those before, by the test of
/// Kolmogorov and Smirnov. Sees any change of a distribution, not only of its mean.
/// </summary>
public sealed class Kswin : IStreamDetector
{
    internal const string PublicName = "kswin";

    private readonly KswinSettings _settings;
    private readonly Memory _memory;

    /// <param name="settings">Null for the defaults.</param>
    /// <exception cref="Data.SakerException">A setting is out of its range.</exception>
    public Kswin(KswinSettings? settings = null)
        : this(settings ?? new KswinSettings(), new Memory())
    {
    }

    private Kswin(KswinSettings settings, Memory memory)
    {
        StreamDetectors.Require(
            PublicName,
            ("alpha", settings.Alpha, settings.Alpha is > 0 and < 1, "above 0 and below 1"),
            ("sample_length", settings.SampleLength, settings.SampleLength >= 2, "2 or more"),
            ("window_length", settings.WindowLength, settings.WindowLength >= 2 * settings.SampleLength, "twice 'sample_length' or more"),
            ("min_gap", settings.MinGap, settings.MinGap is >= 0 and <= 1, "0 to 1"));
        (_settings, _memory) = (settings, memory);
    }

    public string Name => PublicName;

    public long Count => _memory.Count;

    public DetectorState Update(double value)
    {
        StreamDetectors.Finite(value);
        _memory.Count++;
        _memory.Total++;
        var window = _memory.Window;
        if (window.Count == _settings.WindowLength)
            window.RemoveAt(0);
        window.Add(value);
        if (window.Count < _settings.WindowLength)
            return DetectorState.Stable;
        var test = KolmogorovSmirnov.Test(Sample(), Latest());
        if (test.PValue > _settings.Alpha || test.Statistic <= _settings.MinGap)
            return DetectorState.Stable;
        window.RemoveRange(0, window.Count - _settings.SampleLength);
        _memory.Count = window.Count;
        return DetectorState.Drift;
    }

    public string ToJson() => StreamDetectors.Write(PublicName, _settings, _memory);

    internal static Kswin Of(KswinSettings settings, Memory memory) => new(settings, memory);

    private SortedNumbers Latest() => SortedNumbers.Of([.. _memory.Window.Skip(_settings.WindowLength - _settings.SampleLength)]);

    /// <summary>Without putting back. Its chance is that of the place in the stream, so that nothing of it needs to be remembered.</summary>
    private SortedNumbers Sample()
    {
        double[] older = [.. _memory.Window.Take(_settings.WindowLength - _settings.SampleLength)];
        var chance = Xoshiro256.Of(_settings.Seed, _memory.Total);
        for (var i = 0; i < _settings.SampleLength; i++)
        {
            var other = i + chance.Below(older.Length - i);
            (older[i], older[other]) = (older[other], older[i]);
        }
        return SortedNumbers.Of(older.AsSpan(0, _settings.SampleLength));
    }

    /// <summary>What it remembers.</summary>
    internal sealed record Memory
    {
        public long Count { get; set; }

        /// <summary>All values that it ever took.</summary>
        public long Total { get; set; }

        public List<double> Window { get; init; } = [];
    }
}
