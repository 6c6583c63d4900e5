using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Saker.Platform.Alerts;
using Saker.Platform.Artifacts;
using Saker.Platform.Artifacts.Blobs;
using Saker.Platform.Artifacts.Signing;
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
using Saker.Platform.Lineage;
using Saker.Platform.Maintenance;
using Saker.Platform.Monitoring;
using Saker.Platform.Monitoring.Capture;
using Saker.Platform.Monitoring.Drift;
using Saker.Platform.Monitoring.Drift.History;
using Saker.Platform.Monitoring.Log;
using Saker.Platform.Monitoring.Outcomes;
using Saker.Platform.Monitoring.Settings;
using Saker.Platform.Monitoring.Signals;
using Saker.Platform.Monitoring.Windows;
using Saker.Platform.Pipelines;
using Saker.Platform.Pipelines.Policies;
using Saker.Platform.Registry;
using Saker.Platform.Registry.Verdicts;
using Saker.Platform.Retraining;
using Saker.Platform.Rollouts;
using Saker.Platform.Serving;
using Saker.Platform.Serving.Compressing;
using Saker.Platform.Serving.Explaining;
using Saker.Platform.Serving.Lifecycle;
using Saker.Platform.Storage;
using Saker.Platform.Studies;

namespace Saker.Platform;

/// <summary>Everything that remembers and serves, over a home folder.</summary>
public static class PlatformServices
{
    /// <summary>
    /// Adds the platform. In a hosted program it opens the home before other hosted services start and then follows
    /// deployments; without a host, open it by <see cref="SakerPlatform.OpenAsync(HomeOptions, CancellationToken)"/>.
    /// </summary>
    public static IServiceCollection AddSakerPlatform(this IServiceCollection services, HomeOptions options)
    {
        services.AddLogging();
        services.TryAddSingleton(TimeProvider.System);
        return services
            .AddStorage(options)
            .AddIdentity()
            .AddJobs()
            .AddAudit()
            .AddArtifacts()
            .AddExperiments()
            .AddStudies()
            .AddDatasets()
            .AddRegistry()
            .AddServing()
            .AddRollouts()
            .AddGates()
            .AddPipelines()
            .AddMaintenance()
            .AddMonitoring()
            .AddAlerts()
            .AddLineage()
            .AddRetraining()
;
    }

    private static IServiceCollection AddStorage(this IServiceCollection services, HomeOptions options)
    {
        services.TryAddSingleton(options);
        services.TryAddSingleton<SakerHome>();
        services.TryAddSingleton(provider => new Ids(provider.GetRequiredService<TimeProvider>()));
        services.TryAddSingleton<ProcessOwner>();
        services.TryAddSingleton(EncryptionOptions.FromEnvironment());
        services.TryAddSingleton<StorageKeys>();
        services.TryAddSingleton<Database, SqliteDatabase>();
        services.TryAddSingleton<IReadOnlyList<Migration>>(provider => Migration.List(provider.GetRequiredService<Database>().Kind));
        services.TryAddSingleton<Migrator>();
        services.TryAddSingleton<PlatformOpening>();
        services.TryAddSingleton<LoopWatch>();
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IHostedService, PlatformHostedService>());
        return services;
    }

    private static IServiceCollection AddIdentity(this IServiceCollection services)
    {
        services.TryAddSingleton<IKeyStore, SqlKeyStore>();
        services.TryAddSingleton<IUsageStore, SqlUsageStore>();
        services.TryAddSingleton(new AccessOptions());
        services.TryAddSingleton(provider => new AccessControl(
            provider.GetRequiredService<IKeyStore>(), provider.GetRequiredService<IUsageStore>(), provider.GetRequiredService<AccessOptions>(),
            provider.GetRequiredService<HomeOptions>(), provider.GetRequiredService<TimeProvider>(), provider.GetRequiredService<ILogger<AccessControl>>()));
        return services;
    }

    private static IServiceCollection AddJobs(this IServiceCollection services)
    {
        services.TryAddSingleton(new JobOptions());
        services.TryAddSingleton<SqlJobStore>();
        services.TryAddSingleton<IJobStore>(provider => provider.GetRequiredService<SqlJobStore>());
        services.TryAddSingleton<LeaseKeeper>();
        services.TryAddSingleton<JobRunner>();
        return services;
    }

    private static IServiceCollection AddAudit(this IServiceCollection services)
    {
        services.TryAddSingleton<SqlAuditStore>();
        services.TryAddSingleton<IAuditStore>(provider => provider.GetRequiredService<SqlAuditStore>());
        return services;
    }

    private static IServiceCollection AddArtifacts(this IServiceCollection services)
    {
        services.TryAddSingleton(new ArtifactOptions());
        services.TryAddSingleton<InstallationKey>();
        services.TryAddSingleton<IBlobStore, FolderBlobStore>();
        services.TryAddSingleton<BlobStaging>();
        services.TryAddSingleton<BlobKeeper>();
        services.TryAddSingleton<SqlArtifactStore>();
        services.TryAddSingleton<IArtifactStore>(provider => provider.GetRequiredService<SqlArtifactStore>());
        services.TryAddSingleton<IArtifactUploads, SqlArtifactUploads>();
        return services;
    }

    private static IServiceCollection AddExperiments(this IServiceCollection services)
    {
        services.TryAddSingleton<IExperimentStore, SqlExperimentStore>();
        services.TryAddSingleton<ITrackingSearch, SqlTrackingSearch>();
        services.TryAddSingleton<ILoggedModelStore, SqlLoggedModelStore>();
        services.TryAddSingleton<IRunStore, SqlRunStore>();
        return services;
    }

    private static IServiceCollection AddStudies(this IServiceCollection services)
    {
        services.TryAddSingleton(new StudyOptions());
        services.TryAddSingleton<IStudyStore, SqlStudyStore>();
        services.TryAddSingleton<StudyCatalogue>();
        return services;
    }

    private static IServiceCollection AddDatasets(this IServiceCollection services)
    {
        services.TryAddSingleton<DatasetFolders>();
        services.TryAddSingleton<IDatasetStore, SqlDatasetStore>();
        services.TryAddSingleton(new DatasetOptions());
        services.TryAddSingleton(provider => new DatasetIntake(provider.GetRequiredService<IDatasetStore>(), provider.GetRequiredService<DatasetFolders>(), provider.GetRequiredService<DatasetOptions>()));
        services.TryAddSingleton(provider => new DatasetChecker(provider.GetRequiredService<IDatasetStore>(), provider.GetRequiredService<DatasetOptions>()));
        services.TryAddSingleton<DatasetRebuilder>();
        services.TryAddSingleton<DatasetComparer>();
        return services;
    }

    private static IServiceCollection AddRegistry(this IServiceCollection services)
    {
        services.TryAddSingleton<ModelManifests>();
        services.TryAddSingleton<ModelFolders>();
        services.TryAddSingleton(provider => new ModelFiles(provider.GetRequiredService<ModelManifests>(), provider.GetRequiredService<BlobKeeper>()));
        services.TryAddSingleton<VersionFiles>();
        services.TryAddSingleton<AliasMover>();
        services.TryAddSingleton<IApprovalStore, SqlApprovalStore>();
        services.TryAddSingleton<VerdictWriter>();
        services.TryAddSingleton<IVerdictStore, SqlVerdictStore>();
        services.TryAddSingleton<IRegistrySearch, SqlRegistrySearch>();
        services.TryAddSingleton<ModelIntake>();
        services.TryAddSingleton<VersionArtifacts>();
        services.TryAddSingleton<ModelLineage>();
        services.TryAddSingleton<LearnedRows>();
        services.TryAddSingleton(provider => new DatasetUses(provider.GetRequiredService<Database>()));
        services.TryAddSingleton(provider => new VersionCards(
            provider.GetRequiredService<IRegistryStore>(), provider.GetRequiredService<ModelLineage>(), provider.GetRequiredService<IVerdictStore>(), new RunReports(provider.GetRequiredService<IArtifactStore>()), GateMarkdown.WriteBody));
        services.TryAddSingleton(provider => new VersionFindings(new RunReports(provider.GetRequiredService<IArtifactStore>())));
        services.TryAddSingleton<IRegistryStore, SqlRegistryStore>();
        return services;
    }

    private static IServiceCollection AddServing(this IServiceCollection services)
    {
        services.TryAddSingleton<IEndpointStore, SqlEndpointStore>();
        services.TryAddSingleton<RegisteredModels>();
        services.TryAddSingleton(provider => new VersionJudge(provider.GetRequiredService<ModelLoader>(), provider.GetRequiredService<TimeProvider>()));
        services.TryAddSingleton<ModelLoader>(provider => provider.GetRequiredService<RegisteredModels>().LoadAsync);
        services.TryAddSingleton(new ServingOptions());
        services.TryAddSingleton<ModelImport>();
        services.TryAddSingleton<ModelCompression>();
        services.TryAddSingleton<ModelFineTuning>();
        services.TryAddSingleton<ModelHost>();
        services.TryAddSingleton<VersionExplanations>();
        services.TryAddSingleton<GradientExplanations>();
        services.TryAddSingleton<NetworkProbes>();
        services.TryAddSingleton<ServedExamples>();
        return services;
    }

    private static IServiceCollection AddMaintenance(this IServiceCollection services)
    {
        services.TryAddSingleton<OldRunArtifacts>();
        services.TryAddSingleton(provider => new StorageEncryption(
            provider.GetRequiredService<StorageKeys>(), provider.GetRequiredService<DatasetFolders>(), provider.GetRequiredService<IBlobStore>(), provider.GetRequiredService<BlobStaging>(),
            provider.GetRequiredService<Database>(), provider.GetRequiredService<TimeProvider>()));
        services.TryAddSingleton(provider => new DatasetRetention(
            provider.GetRequiredService<Database>(), provider.GetRequiredService<IDatasetStore>(), provider.GetRequiredService<HomeOptions>(), provider.GetRequiredService<TimeProvider>()));
        services.TryAddSingleton(provider => new StorageMeter(provider.GetRequiredService<Database>(), provider.GetRequiredService<SakerHome>(), provider.GetRequiredService<TimeProvider>()));
        services.TryAddSingleton(provider => new BackendProbe(
            provider.GetRequiredService<Database>(), provider.GetRequiredService<IBlobStore>(), provider.GetRequiredService<SakerHome>(), provider.GetRequiredService<TimeProvider>()));
        services.TryAddSingleton<MlrunsImport>();
        services.TryAddSingleton<MlrunsExport>();
        services.TryAddSingleton(provider => new GarbageCollector(
            provider.GetRequiredService<Database>(), provider.GetRequiredService<IBlobStore>(), provider.GetRequiredService<IRegistryStore>(),
            provider.GetRequiredService<ArtifactOptions>(), provider.GetRequiredService<TimeProvider>()));
        services.TryAddSingleton(provider => new ArtifactVerifier(
            provider.GetRequiredService<SqlArtifactStore>(), provider.GetRequiredService<ModelManifests>(), provider.GetRequiredService<ModelFolders>(),
            provider.GetRequiredService<BlobKeeper>(), provider.GetRequiredService<DatasetFolders>(), provider.GetRequiredService<InstallationKey>(), provider.GetRequiredService<Database>()));
        return services;
    }

    private static IServiceCollection AddGates(this IServiceCollection services)
    {
        services.TryAddSingleton(provider => new GateCandidates(provider.GetRequiredService<IRegistryStore>(), provider.GetRequiredService<IArtifactStore>(), provider.GetRequiredService<IExperimentStore>(), provider.GetRequiredService<ModelFolders>()));
        services.TryAddSingleton<GateJudge>();
        return services;
    }

    private static IServiceCollection AddMonitoring(this IServiceCollection services)
    {
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IRenameFollower, RenamedTraffic>());
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IRenameFollower, RenamedAttempts>());
        services.TryAddSingleton<IMonitorStore, SqlMonitorStore>();
        services.TryAddSingleton<KnownMonitors>();
        services.TryAddEnumerable(ServiceDescriptor.Singleton<ISignalSource, TrafficSignals>());
        services.TryAddEnumerable(ServiceDescriptor.Singleton<ISignalSource, HomeSignals>());
        services.TryAddSingleton<ICapturePolicy, MonitorCapturePolicy>();
        services.AddDrift();
        services.AddOutcomes();
        services.AddPerformance();
        services.AddCapture();
        services.AddWindows();
        services.AddPredictionLog();
        services.TryAddSingleton(provider => new WatchingProgress(provider.GetRequiredService<CaptureRunner>(), provider.GetRequiredService<WindowRecorder>()));
        services.TryAddSingleton(provider => new SignalReader(provider.GetServices<ISignalSource>(), provider.GetRequiredService<ILogger<SignalReader>>()));
        return services;
    }

    private static IServiceCollection AddDrift(this IServiceCollection services)
    {
        services.TryAddSingleton(new EvaluationLimits());
        services.TryAddSingleton<IDriftStore, SqlDriftStore>();
        services.TryAddSingleton<IDriftHistory, SqlDriftHistory>();
        services.TryAddSingleton<VersionFacts>();
        services.TryAddSingleton<ReferenceFinder>();
        services.TryAddSingleton<SampleFinder>();
        services.TryAddSingleton<WindowReporter>();
        services.TryAddSingleton(provider => new DriftEvaluator(
            provider.GetRequiredService<IMonitorStore>(), provider.GetRequiredService<IWindowStore>(), provider.GetRequiredService<IDriftStore>(), provider.GetRequiredService<ReferenceFinder>(),
            provider.GetRequiredService<WindowReporter>(), provider.GetRequiredService<EvaluationLimits>(), provider.GetRequiredService<TimeProvider>()));
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IRecurringJob, DriftJob>());
        services.TryAddEnumerable(ServiceDescriptor.Singleton<ISignalSource, DriftSignals>());
        return services;
    }

    private static IServiceCollection AddPredictionLog(this IServiceCollection services)
    {
        services.TryAddSingleton(new PredictionLogOptions());
        services.TryAddSingleton<ILogPolicy, MonitoredLogPolicy>();
        services.TryAddSingleton<RecordedNames>();
        services.TryAddSingleton<Journal>();
        services.TryAddSingleton<JournalFiles>();
        services.TryAddSingleton<JournalReader>();
        services.TryAddSingleton<Redactor>();
        services.TryAddSingleton<PredictionLogWriter>();
        services.TryAddSingleton<SegmentStore>();
        services.TryAddSingleton<ErasureStore>();
        services.TryAddSingleton<LogSealer>();
        services.TryAddSingleton<SegmentReader>();
        services.TryAddSingleton<LogReader>();
        services.TryAddSingleton<LogWriterStates>();
        services.TryAddSingleton<BlobRemovals>();
        services.TryAddSingleton<IPredictionLog, PredictionLog>();
        services.TryAddSingleton(provider => new LogExport(provider.GetRequiredService<LogReader>(), provider.GetRequiredService<IDatasetStore>(), provider.GetRequiredService<PredictionLogOptions>()));
        services.TryAddSingleton(provider => new LogEraser(
            provider.GetRequiredService<LogReader>(), provider.GetRequiredService<SegmentReader>(), provider.GetRequiredService<SegmentStore>(), provider.GetRequiredService<ErasureStore>(),
            provider.GetRequiredService<IOutcomeStore>(), provider.GetRequiredService<Journal>(), provider.GetRequiredService<LogSealer>(), provider.GetRequiredService<BlobRemovals>(), provider.GetRequiredService<PredictionLogOptions>(),
            provider.GetRequiredService<TimeProvider>()));
        services.TryAddSingleton<LogUpkeep>();
        services.TryAddEnumerable(ServiceDescriptor.Singleton<ICaptureSink, PredictionLogWriter>(provider => provider.GetRequiredService<PredictionLogWriter>()));
        services.TryAddEnumerable(ServiceDescriptor.Singleton<ISignalSource, LogSignals>());
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IRecurringJob, LogRetention>());
        return services;
    }

    private static IServiceCollection AddLineage(this IServiceCollection services)
    {
        services.TryAddSingleton<LineageReader>();
        return services;
    }

    private static IServiceCollection AddPipelines(this IServiceCollection services)
    {
        services.TryAddSingleton<IRetrainingPolicyStore, SqlRetrainingPolicyStore>();
        services.TryAddSingleton<PipelineArchive>();
        services.TryAddSingleton<PipelineRunner>();
        services.TryAddSingleton<BackgroundTraining>();
        return services;
    }

    private static IServiceCollection AddRetraining(this IServiceCollection services)
    {
        services.TryAddSingleton(new RetrainingOptions());
        services.TryAddSingleton<SqlRetrainingStore>();
        services.TryAddSingleton<IRetrainingStore>(provider => provider.GetRequiredService<SqlRetrainingStore>());
        services.TryAddSingleton<OutcomeRows>();
        services.TryAddSingleton<FreshRows>();
        services.TryAddSingleton<Proposer>();
        services.TryAddSingleton<AttemptRunner>();
        services.TryAddSingleton<AttemptLoop>();
        services.TryAddSingleton<TriggerWatch>();
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IRecurringJob, RetrainingJob>());
        services.TryAddEnumerable(ServiceDescriptor.Singleton<ISignalSource, RetrainingSignals>());
        services.TryAddSingleton(provider => new Retrainer(
            provider.GetRequiredService<SqlRetrainingStore>(), provider.GetRequiredService<IRetrainingPolicyStore>(), provider.GetRequiredService<IEndpointStore>(), provider.GetRequiredService<IRegistryStore>(),
            provider.GetRequiredService<PipelineArchive>(), provider.GetRequiredService<AttemptRunner>(), provider.GetRequiredService<RetrainingOptions>(), provider.GetRequiredService<HomeOptions>(), provider.GetRequiredService<TimeProvider>()));
        return services;
    }
}
