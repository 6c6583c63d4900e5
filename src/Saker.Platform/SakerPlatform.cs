using Microsoft.Extensions.DependencyInjection;
using Saker.Platform.Alerts;
using Saker.Platform.Artifacts;
using Saker.Platform.Audit;
using Saker.Platform.Datasets;
using Saker.Platform.Exchange;
using Saker.Platform.Experiments;
using Saker.Platform.Experiments.LoggedModels;
using Saker.Platform.Experiments.Search;
using Saker.Platform.FineTuning;
using Saker.Platform.Gates;
using Saker.Platform.Identity;
using Saker.Platform.Jobs;
using Saker.Platform.Maintenance;
using Saker.Platform.Monitoring.Drift;
using Saker.Platform.Monitoring.Log;
using Saker.Platform.Monitoring.Outcomes;
using Saker.Platform.Monitoring.Performance;
using Saker.Platform.Monitoring.Settings;
using Saker.Platform.Monitoring.Windows;
using Saker.Platform.Pipelines;
using Saker.Platform.Registry;
using Saker.Platform.Registry.Verdicts;
using Saker.Platform.Retraining;
using Saker.Platform.Rollouts;
using Saker.Platform.Rollouts.Planning;
using Saker.Platform.Serving;
using Saker.Platform.Serving.Compressing;
using Saker.Platform.Serving.Explaining;
using Saker.Platform.Serving.Lifecycle;
using Saker.Platform.Storage;
using Saker.Platform.Studies;

namespace Saker.Platform;

/// <summary>A home that is open: what the command line, examples and notebooks use without a host of their own.</summary>
/// <example><code>
/// await using var saker = await SakerPlatform.OpenAsync(new HomeOptions { Folder = ".saker" }, cancellationToken);
/// var newest = await saker.Registry.ResolveAsync("churn", cancellationToken);
/// </code></example>
public sealed class SakerPlatform : IAsyncDisposable
{
    private readonly ServiceProvider _services;

    private SakerPlatform(ServiceProvider services) => _services = services;

    /// <summary>The container behind it, for capabilities that others add.</summary>
    public IServiceProvider Services => _services;

    public SakerHome Home => _services.GetRequiredService<SakerHome>();

    public IExperimentStore Experiments => _services.GetRequiredService<IExperimentStore>();

    /// <summary>The runs of clients that execute them elsewhere.</summary>
    public IRunStore Runs => _services.GetRequiredService<IRunStore>();

    /// <summary>The files that runs and models leave behind.</summary>
    public IArtifactStore Artifacts => _services.GetRequiredService<IArtifactStore>();

    /// <summary>Finds runs and experiments by filters.</summary>
    public ITrackingSearch Search => _services.GetRequiredService<ITrackingSearch>();

    /// <summary>What requests were like, by minute, hour and day.</summary>
    public IWindowStore Windows => _services.GetRequiredService<IWindowStore>();

    /// <summary>How endpoints are watched.</summary>
    public IMonitorStore Monitors => _services.GetRequiredService<IMonitorStore>();

    /// <summary>Compares traffic with references.</summary>
    public DriftEvaluator DriftEvaluator => _services.GetRequiredService<DriftEvaluator>();

    /// <summary>What came of comparing traffic with references.</summary>
    public IDriftStore Drift => _services.GetRequiredService<IDriftStore>();

    /// <summary>Searches for hyper-parameters.</summary>
    public StudyCatalogue Studies => _services.GetRequiredService<StudyCatalogue>();

    public IDatasetStore Datasets => _services.GetRequiredService<IDatasetStore>();

    /// <summary>Takes files and other sources into datasets.</summary>
    public DatasetIntake DatasetIntake => _services.GetRequiredService<DatasetIntake>();

    /// <summary>Compares versions of datasets.</summary>
    public DatasetComparer DatasetComparer => _services.GetRequiredService<DatasetComparer>();

    /// <summary>Reads the sources of datasets again.</summary>
    public DatasetRebuilder DatasetRebuilder => _services.GetRequiredService<DatasetRebuilder>();

    /// <summary>What was made from datasets.</summary>
    public DatasetUses DatasetUses => _services.GetRequiredService<DatasetUses>();

    /// <summary>Removes the rows of dataset versions that are not needed any more.</summary>
    public DatasetRetention DatasetRetention => _services.GetRequiredService<DatasetRetention>();

    /// <summary>Encrypts what is stored, and changes its keys.</summary>
    public StorageEncryption Encryption => _services.GetRequiredService<StorageEncryption>();

    public IRegistryStore Registry => _services.GetRequiredService<IRegistryStore>();

    /// <summary>Which aliases move only with approval, and what waits for it.</summary>
    public IApprovalStore Approvals => _services.GetRequiredService<IApprovalStore>();

    /// <summary>What gates said of versions, and which aliases require it.</summary>
    public IVerdictStore Verdicts => _services.GetRequiredService<IVerdictStore>();

    /// <summary>Loads models that are to be judged by gates.</summary>
    /// <summary>Whether rows are those that a version learned from.</summary>
    public LearnedRows LearnedRows => _services.GetRequiredService<LearnedRows>();

    public GateCandidates GateCandidates => _services.GetRequiredService<GateCandidates>();

    /// <summary>Logged models, registered or not.</summary>
    public ILoggedModelStore LoggedModels => _services.GetRequiredService<ILoggedModelStore>();

    /// <summary>Finds models and versions by filters.</summary>
    public IRegistrySearch RegistrySearch => _services.GetRequiredService<IRegistrySearch>();

    /// <summary>Where versions come from.</summary>
    public ModelLineage Lineage => _services.GetRequiredService<ModelLineage>();

    /// <summary>The model cards of registered versions.</summary>
    public VersionCards Cards => _services.GetRequiredService<VersionCards>();

    /// <summary>What was asked of endpoints and what they answered.</summary>
    public IPredictionLog Log => _services.GetRequiredService<IPredictionLog>();

    /// <summary>Gives rows of the prediction log away.</summary>
    public LogExport LogExport => _services.GetRequiredService<LogExport>();

    /// <summary>Takes requests out of the prediction log.</summary>
    public LogEraser LogEraser => _services.GetRequiredService<LogEraser>();

    /// <summary>Removes for good what was deleted, and content that nothing refers to.</summary>
    public GarbageCollector Garbage => _services.GetRequiredService<GarbageCollector>();

    /// <summary>Imports MLflow's folders.</summary>
    public MlrunsImport MlrunsImport => _services.GetRequiredService<MlrunsImport>();

    /// <summary>Writes runs and models to folders.</summary>
    public MlrunsExport MlrunsExport => _services.GetRequiredService<MlrunsExport>();

    /// <summary>Checks everything that is stored.</summary>
    public ArtifactVerifier Verifier => _services.GetRequiredService<ArtifactVerifier>();

    /// <summary>Runs pipelines, from data to an endpoint.</summary>
    public PipelineRunner Pipelines => _services.GetRequiredService<PipelineRunner>();

    /// <summary>Tells how groups fare under registered versions, and how these behave.</summary>
    public VersionJudge VersionJudge => _services.GetRequiredService<VersionJudge>();

    /// <summary>What endpoints should serve.</summary>
    public IEndpointStore Endpoints => _services.GetRequiredService<IEndpointStore>();

    /// <summary>Registers ONNX files that were made elsewhere.</summary>
    public ModelImport Import => _services.GetRequiredService<ModelImport>();

    /// <summary>Makes smaller versions of registered models.</summary>
    public ModelCompression Compression => _services.GetRequiredService<ModelCompression>();

    /// <summary>Lets registered networks learn on from rows.</summary>
    public ModelFineTuning FineTuning => _services.GetRequiredService<ModelFineTuning>();

    /// <summary>What endpoints serve in this process; call <see cref="ModelHost.RefreshAsync"/> before the first prediction and after a deployment.</summary>
    public ModelHost Host => _services.GetRequiredService<ModelHost>();

    /// <summary>Explains answers of registered networks by gradients.</summary>
    public GradientExplanations Gradients => _services.GetRequiredService<GradientExplanations>();

    /// <summary>Looks into registered networks by their gradients.</summary>
    public NetworkProbes Probes => _services.GetRequiredService<NetworkProbes>();

    /// <summary>Opens registered versions to be explained.</summary>
    public VersionExplanations Explanations => _services.GetRequiredService<VersionExplanations>();

    /// <summary>What needs attention, and what people do about it.</summary>
    public AlertDesk Alerts => _services.GetRequiredService<AlertDesk>();

    /// <summary>Rules, receivers and silences of alerts.</summary>
    public AlertSettingsStore AlertSettings => _services.GetRequiredService<AlertSettingsStore>();

    /// <summary>Takes what became of predictions.</summary>
    public OutcomeIntake OutcomeIntake => _services.GetRequiredService<OutcomeIntake>();

    /// <summary>Tells how endpoints fare by their outcomes.</summary>
    public PerformanceReader Performance => _services.GetRequiredService<PerformanceReader>();

    /// <summary>What became of predictions, joined to them.</summary>
    public IOutcomeStore Outcomes => _services.GetRequiredService<IOutcomeStore>();

    /// <summary>The keys by which callers of a server get in.</summary>
    public IKeyStore Keys => _services.GetRequiredService<IKeyStore>();

    /// <summary>Says how many requests and how long a rollout needs.</summary>
    public RolloutPlanner RolloutPlanner => _services.GetRequiredService<RolloutPlanner>();

    /// <summary>Tries rollouts out on logged traffic.</summary>
    public RolloutSimulator RolloutSimulator => _services.GetRequiredService<RolloutSimulator>();

    /// <summary>How versions come to endpoints, and what people do about it.</summary>
    public RolloutDesk Rollouts => _services.GetRequiredService<RolloutDesk>();

    /// <summary>Shows rollouts, with what is known of their arms.</summary>
    public RolloutReader RolloutReader => _services.GetRequiredService<RolloutReader>();

    /// <summary>Trains the models of endpoints again.</summary>
    public Retrainer Retraining => _services.GetRequiredService<Retrainer>();

    /// <summary>The recurring jobs: when they are due, and how they went.</summary>
    public IJobStore Jobs => _services.GetRequiredService<IJobStore>();

    /// <summary>Which administrative acts were done.</summary>
    public IAuditStore Audit => _services.GetRequiredService<IAuditStore>();

    /// <summary>Opens the home: makes it when it is not there, brings its database up to date, and clears up after processes that died.</summary>
    /// <exception cref="Saker.Data.SakerException">The home was written by a newer Saker, or cannot be opened.</exception>
    public static Task<SakerPlatform> OpenAsync(HomeOptions options, CancellationToken cancellationToken) => OpenAsync(options, _ => { }, cancellationToken);

    /// <summary>As the other, with services added or replaced: what <paramref name="configure"/> adds wins over the default.</summary>
    public static async Task<SakerPlatform> OpenAsync(HomeOptions options, Action<IServiceCollection> configure, CancellationToken cancellationToken)
    {
        var services = new ServiceCollection();
        configure(services);
        var platform = new SakerPlatform(services.AddSakerPlatform(options).BuildServiceProvider());
        try
        {
            await platform._services.GetRequiredService<PlatformOpening>().RunAsync(cancellationToken);
            return platform;
        }
        catch
        {
            await platform.DisposeAsync();
            throw;
        }
    }

    public ValueTask DisposeAsync() => _services.DisposeAsync();
}
