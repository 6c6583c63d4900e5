namespace Saker.Client;

/// <summary>
/// Speaks to a Saker server. Thread-safe, like the <see cref="HttpClient"/> it is given, whose base address is the server's and whose
/// default header <c>Authorization: Bearer</c> holds the key where the server asks for one.
/// Every call throws <see cref="SakerClientException"/> when the server refuses, fails or cannot be reached.
/// </summary>
public sealed partial class SakerClient(HttpClient http)
{
    private readonly ServerCalls _calls = new(http);

    /// <summary>Versions of datasets.</summary>
    public DatasetsClient Datasets { get; } = new(http);

    /// <summary>Searches for hyper-parameters on the server, whose trials the caller evaluates.</summary>
    public StudiesClient Studies { get; } = new(http);

    /// <summary>What requests were like, by minute, hour and day.</summary>
    public WindowsClient Windows { get; } = new(http);

    /// <summary>How endpoints are watched, and what came of it.</summary>
    public MonitorsClient Monitors { get; } = new(http);

    /// <summary>What became of predictions.</summary>
    public OutcomesClient Outcomes { get; } = new(http);

    /// <summary>When the models of endpoints are trained again.</summary>
    public RetrainingClient Retraining { get; } = new(http);

    /// <summary>How versions reach endpoints.</summary>
    public RolloutsClient Rollouts { get; } = new(http);

    /// <summary>Recurring jobs.</summary>
    public JobsClient Jobs { get; } = new(http);

    /// <summary>What needs attention, and who is told.</summary>
    public AlertsClient Alerts { get; } = new(http);

    /// <summary>What was asked of endpoints and what they answered.</summary>
    public PredictionLogClient Log { get; } = new(http);
}
