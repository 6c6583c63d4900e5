namespace Saker.Learning.Drift.Streams;

/// <summary>
/// The test of Page and Hinkley (Page, "Continuous inspection schemes", 1954; Hinkley 1971) for both directions: sums up how far values are from the mean so far, and calls a change when
/// the sum has moved away from its lowest or highest point by the threshold.
/// </summary>
public sealed class PageHinkley : IStreamDetector
{
    internal const string PublicName = "page_hinkley";

    private readonly PageHinkleySettings _settings;
    private Memory _memory;

    /// <param name="settings">Null for the defaults.</param>
    /// <exception cref="Data.SakerException">A setting is out of its range.</exception>
    public PageHinkley(PageHinkleySettings? settings = null)
        : this(settings ?? new PageHinkleySettings(), new Memory())
    {
    }

    private PageHinkley(PageHinkleySettings settings, Memory memory)
    {
        StreamDetectors.Require(
            PublicName,
            ("min_count", settings.MinCount, settings.MinCount >= 1, "1 or more"),
            ("delta", settings.Delta, settings.Delta >= 0, "0 or more"),
            ("threshold", settings.Threshold, settings.Threshold > 0, "more than 0"),
            ("alpha", settings.Alpha, settings.Alpha is > 0 and <= 1, "above 0 and at most 1"));
        (_settings, _memory) = (settings, memory);
    }

    public string Name => PublicName;

    public long Count => _memory.Count;

    public DetectorState Update(double value)
    {
        StreamDetectors.Finite(value);
        if (_memory.HasDrifted)
            _memory = new Memory();
        _memory.Count++;
        _memory.Mean += (value - _memory.Mean) / _memory.Count;
        var off = value - _memory.Mean;
        _memory.Up = (_settings.Alpha * _memory.Up) + off - _settings.Delta;
        _memory.Down = (_settings.Alpha * _memory.Down) + off + _settings.Delta;
        _memory.Lowest = Math.Min(_memory.Lowest, _memory.Up);
        _memory.Highest = Math.Max(_memory.Highest, _memory.Down);
        _memory.HasDrifted = Count >= _settings.MinCount && (_memory.Up - _memory.Lowest > _settings.Threshold || _memory.Highest - _memory.Down > _settings.Threshold);
        return _memory.HasDrifted ? DetectorState.Drift : DetectorState.Stable;
    }

    public string ToJson() => StreamDetectors.Write(PublicName, _settings, _memory);

    internal static PageHinkley Of(PageHinkleySettings settings, Memory memory) => new(settings, memory);

    /// <summary>What it remembers.</summary>
    internal sealed record Memory
    {
        public long Count { get; set; }

        public double Mean { get; set; }

        public double Up { get; set; }

        public double Down { get; set; }

        public double Lowest { get; set; } = double.PositiveInfinity;

        public double Highest { get; set; } = double.NegativeInfinity;

        public bool HasDrifted { get; set; }
    }
}
