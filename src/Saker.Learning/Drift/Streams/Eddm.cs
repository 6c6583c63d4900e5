namespace Saker.Learning.Drift.Streams;

/// <summary>
/// EDDM (Baena-García et al., "Early drift detection method", 2006): watches how many values lie between two errors. When this distance has become clearly shorter than it was at its
/// widest, the model fails more often. Finds slow changes earlier than <see cref="Ddm"/>, at the price of more false alarms. Takes 0 (right) and 1 (wrong).
/// </summary>
public sealed class Eddm : IStreamDetector
{
    internal const string PublicName = "eddm";

    private readonly EddmSettings _settings;
    private Memory _memory;

    /// <param name="settings">Null for the defaults.</param>
    /// <exception cref="Data.SakerException">A setting is out of its range.</exception>
    public Eddm(EddmSettings? settings = null)
        : this(settings ?? new EddmSettings(), new Memory())
    {
    }

    private Eddm(EddmSettings settings, Memory memory)
    {
        StreamDetectors.Require(
            PublicName,
            ("warm_up", settings.WarmUp, settings.WarmUp >= 1, "1 or more"),
            ("warning", settings.Warning, settings.Warning > settings.Drift && settings.Warning < 1, "above 'drift' and below 1"),
            ("drift", settings.Drift, settings.Drift > 0, "more than 0"));
        (_settings, _memory) = (settings, memory);
    }

    public string Name => PublicName;

    public long Count => _memory.Count;

    public DetectorState Update(double value)
    {
        var isError = StreamDetectors.IsError(value);
        if (_memory.HasDrifted)
            _memory = new Memory();
        _memory.Count++;
        if (!isError)
            return _memory.LastState;
        return _memory.LastState = Take(_memory.Count - _memory.LastErrorAt);
    }

    public string ToJson() => StreamDetectors.Write(PublicName, _settings, _memory);

    internal static Eddm Of(EddmSettings settings, Memory memory) => new(settings, memory);

    private DetectorState Take(double distance)
    {
        _memory.LastErrorAt = _memory.Count;
        _memory.Errors++;
        var before = _memory.Mean;
        _memory.Mean += (distance - before) / _memory.Errors;
        _memory.Squares += (distance - before) * (distance - _memory.Mean);
        var width = _memory.Mean + (2 * Math.Sqrt(_memory.Squares / _memory.Errors));
        if (_memory.Errors < _settings.WarmUp)
            return DetectorState.Stable;
        if (width > _memory.Widest)
        {
            _memory.Widest = width;
            return DetectorState.Stable;
        }
        var ratio = width / _memory.Widest;
        _memory.HasDrifted = ratio < _settings.Drift;
        return _memory.HasDrifted ? DetectorState.Drift : ratio < _settings.Warning ? DetectorState.Warning : DetectorState.Stable;
    }

    /// <summary>What it remembers.</summary>
    internal sealed record Memory
    {
        public long Count { get; set; }

        public long Errors { get; set; }

        public long LastErrorAt { get; set; }

        /// <summary>Of the distances between errors.</summary>
        public double Mean { get; set; }

        public double Squares { get; set; }

        public double Widest { get; set; }

        public DetectorState LastState { get; set; }

        public bool HasDrifted { get; set; }
    }
}
