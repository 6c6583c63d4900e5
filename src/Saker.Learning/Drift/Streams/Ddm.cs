namespace Saker.Learning.Drift.Streams;

/// <summary>
/// DDM (Gama, Medas, Castillo and Rodrigues, "Learning with drift detection", 2004): the error rate of a model that learns falls or stays; when it lies some standard deviations
/// above its best, what the model learned no longer holds. Finds sudden changes for the worse. Takes 0 (right) and 1 (wrong). The paper begins after 30 values; this begins after as many
/// errors, since 30 values of an accurate model hold none, and above a best rate of 0 every first error is a change.
/// </summary>
public sealed class Ddm : IStreamDetector
{
    internal const string PublicName = "ddm";

    private readonly DdmSettings _settings;
    private Memory _memory;

    /// <param name="settings">Null for the defaults.</param>
    /// <exception cref="Data.SakerException">A setting is out of its range.</exception>
    public Ddm(DdmSettings? settings = null)
        : this(settings ?? new DdmSettings(), new Memory())
    {
    }

    private Ddm(DdmSettings settings, Memory memory)
    {
        StreamDetectors.Require(
            PublicName,
            ("warm_up", settings.WarmUp, settings.WarmUp >= 1, "1 or more"),
            ("warning", settings.Warning, settings.Warning > 0, "more than 0"),
            ("drift", settings.Drift, settings.Drift > settings.Warning, "more than 'warning'"));
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
        _memory.Errors += isError ? 1 : 0;
        if (_memory.Errors < _settings.WarmUp)
            return DetectorState.Stable;
        var rate = (double)_memory.Errors / Count;
        var deviation = Math.Sqrt(rate * (1 - rate) / Count);
        if (rate + deviation <= _memory.BestRate + _memory.BestDeviation)
            (_memory.BestRate, _memory.BestDeviation) = (rate, deviation);
        _memory.HasDrifted = rate + deviation > _memory.BestRate + (_settings.Drift * _memory.BestDeviation);
        if (_memory.HasDrifted)
            return DetectorState.Drift;
        return rate + deviation > _memory.BestRate + (_settings.Warning * _memory.BestDeviation) ? DetectorState.Warning : DetectorState.Stable;
    }

    public string ToJson() => StreamDetectors.Write(PublicName, _settings, _memory);

    internal static Ddm Of(DdmSettings settings, Memory memory) => new(settings, memory);

    /// <summary>What it remembers.</summary>
    internal sealed record Memory
    {
        public long Count { get; set; }

        public long Errors { get; set; }

        public double BestRate { get; set; } = double.PositiveInfinity;

        public double BestDeviation { get; set; }

        public bool HasDrifted { get; set; }
    }
}
