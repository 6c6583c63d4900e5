using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Saker.Platform.Artifacts;
using Saker.Platform.Artifacts.Blobs;
using Saker.Platform.Artifacts.Signing;
using Saker.Platform.Audit;
using Saker.Platform.Datasets;
using Saker.Platform.Exchange;
using Saker.Platform.Experiments;
using Saker.Platform.Experiments.LoggedModels;
using Saker.Platform.Experiments.Search;
using Saker.Platform.Gates;
using Saker.Platform.Identity;
using Saker.Platform.Maintenance;
using Saker.Platform.Pipelines;
using Saker.Platform.Registry;
using Saker.Platform.Registry.Verdicts;
using Saker.Platform.Serving;
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
            .AddAudit()
            .AddArtifacts()
            .AddExperiments()
            .AddStudies()
            .AddDatasets()
            .AddRegistry()
            .AddServing()
            .AddGates()
            .AddPipelines()
            .AddMaintenance();
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

    private static IServiceCollection AddAudit(this IServiceCollection services)
    {
        services.TryAddSingleton<IAuditStore, SqlAuditStore>();
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
        services.TryAddSingleton(provider => new DatasetChecker(provider.GetRequiredService<IDatasetStore>()));
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
        services.TryAddSingleton(provider => new DatasetUses(provider.GetRequiredService<Database>()));
        services.TryAddSingleton(provider => new VersionCards(
            provider.GetRequiredService<IRegistryStore>(), provider.GetRequiredService<ModelLineage>(), provider.GetRequiredService<IVerdictStore>(), new RunReports(provider.GetRequiredService<IArtifactStore>()), GateMarkdown.WriteBody));
        services.TryAddSingleton<IRegistryStore, SqlRegistryStore>();
        return services;
    }

    private static IServiceCollection AddServing(this IServiceCollection services)
    {
        services.TryAddSingleton<IEndpointStore, SqlEndpointStore>();
        services.TryAddSingleton<IDeployments, FollowingEndpoints>();
        services.TryAddSingleton<RegisteredModels>();
        services.TryAddSingleton(provider => new VersionJudge(provider.GetRequiredService<ModelLoader>(), provider.GetRequiredService<TimeProvider>()));
        services.TryAddSingleton<ModelLoader>(provider => provider.GetRequiredService<RegisteredModels>().LoadAsync);
        services.TryAddSingleton(new ServingOptions());
        services.TryAddSingleton<ModelImport>();
        services.TryAddSingleton<ModelHost>();
        services.TryAddSingleton<VersionExplanations>();
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

    private static IServiceCollection AddPipelines(this IServiceCollection services)
    {
        services.TryAddSingleton<PipelineRunner>();
        services.TryAddSingleton<BackgroundTraining>();
        return services;
    }
}
