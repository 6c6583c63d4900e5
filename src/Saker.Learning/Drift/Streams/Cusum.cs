namespace Saker.Learning.Drift.Streams;

/// <summary>
/// CUSUM for both directions (Page, "Continuous inspection schemes", 1954; as a table in Montgomery, "Introduction to statistical quality control"): sums of what exceeds the mean of the first values by
/// more than the slack. Finds small lasting shifts of a mean.
/// </summary>
public sealed class Cusum : IStreamDetector
{
    internal const string PublicName = "cusum";

    private readonly CusumSettings _settings;
    private Memory _memory;

    /// <param name="settings">Null for the defaults.</param>
    /// <exception cref="Data.SakerException">A setting is out of its range.</exception>
    public Cusum(CusumSettings? settings = null)
        : this(settings ?? new CusumSettings(), new Memory())
    {
    }

    private Cusum(CusumSettings settings, Memory memory)
    {
        StreamDetectors.Require(
            PublicName,
            ("warm_up", settings.WarmUp, settings.WarmUp >= 2, "2 or more"),
            ("slack", settings.Slack, settings.Slack >= 0, "0 or more"),
            ("threshold", settings.Threshold, settings.Threshold > 0, "more than 0"));
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
        if (Count <= _settings.WarmUp)
        {
            var before = _memory.Mean;
            _memory.Mean += (value - before) / Count;
            _memory.Squares += (value - before) * (value - _memory.Mean);
            return DetectorState.Stable;
        }
        var deviation = Math.Sqrt(_memory.Squares / (_settings.WarmUp - 1));
        // After a constant beginning any other value is a change.
        var off = deviation > 0 ? (value - _memory.Mean) / deviation : value == _memory.Mean ? 0 : Math.CopySign(double.MaxValue, value - _memory.Mean);
        _memory.Up = Math.Max(0, _memory.Up + off - _settings.Slack);
        _memory.Down = Math.Max(0, _memory.Down - off - _settings.Slack);
        _memory.HasDrifted = Math.Max(_memory.Up, _memory.Down) > _settings.Threshold;
        return _memory.HasDrifted ? DetectorState.Drift : DetectorState.Stable;
    }

    public string ToJson() => StreamDetectors.Write(PublicName, _settings, _memory);

    internal static Cusum Of(CusumSettings settings, Memory memory) => new(settings, memory);

    /// <summary>What it remembers.</summary>
    internal sealed record Memory
    {
        public long Count { get; set; }

        public double Mean { get; set; }

        public double Squares { get; set; }

        public double Up { get; set; }

        public double Down { get; set; }

        public bool HasDrifted { get; set; }
    }
}
