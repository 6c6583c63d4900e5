namespace Saker.Platform.Monitoring.Capture;

/// <summary>What is captured of one endpoint now.</summary>
internal sealed class EndpointScope(string endpoint)
{
    // Versions behind one endpoint at the same time.
    private const int MaxThresholds = 8;

    private readonly Lock _lock = new();
    private volatile CaptureScope _scope = CaptureScope.Rows;
    private volatile RowThreshold[] _thresholds = [];

    public string Endpoint => endpoint;

    /// <summary>Whether it was ever asked for what to capture.</summary>
    public bool IsKnown { get; private set; }

    public CaptureScope Scope
    {
        get => _scope;
        set
        {
            _scope = value;
            IsKnown = true;
        }
    }

    /// <summary>Tells which rows the sample of a minute still takes.</summary>
    public void Tell(RowThreshold threshold)
    {
        lock (_lock)
            _thresholds = [threshold, .. _thresholds.Where(known => (known.Model, known.Version) != (threshold.Model, threshold.Version)).Take(MaxThresholds - 1)];
    }

    /// <summary>Below which hash rows of a minute are wanted; all of them until somebody has told.</summary>
    public ulong ThresholdOf(string model, int version, long minute)
    {
        foreach (var known in _thresholds)
            if (known.Minute == minute && known.Version == version && known.Model == model)
                return known.Below;
        return ulong.MaxValue;
    }
}
