using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Saker.Platform.Datasets;
using Saker.Platform.Experiments;
using Saker.Platform.Pipelines;
using Saker.Platform.Registry;
using Saker.Platform.Serving;
using Saker.Platform.Serving.Lifecycle;
using Saker.Platform.Storage;

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
            .AddExperiments()
            .AddDatasets()
            .AddRegistry()
            .AddServing()
            .AddPipelines();
    }

    private static IServiceCollection AddStorage(this IServiceCollection services, HomeOptions options)
    {
        services.TryAddSingleton(options);
        services.TryAddSingleton<SakerHome>();
        services.TryAddSingleton(provider => new Ids(provider.GetRequiredService<TimeProvider>()));
        services.TryAddSingleton<ProcessOwner>();
        services.TryAddSingleton<Database>();
        services.TryAddSingleton<IReadOnlyList<Migration>>(_ => Migration.List());
        services.TryAddSingleton<Migrator>();
        services.TryAddSingleton<PlatformOpening>();
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IHostedService, PlatformHostedService>());
        return services;
    }

    private static IServiceCollection AddExperiments(this IServiceCollection services)
    {
        services.TryAddSingleton<IExperimentStore, SqliteExperimentStore>();
        return services;
    }

    private static IServiceCollection AddDatasets(this IServiceCollection services)
    {
        services.TryAddSingleton<DatasetFolders>();
        services.TryAddSingleton<IDatasetStore, SqliteDatasetStore>();
        return services;
    }

    private static IServiceCollection AddRegistry(this IServiceCollection services)
    {
        services.TryAddSingleton<ModelFolders>();
        services.TryAddSingleton<IRegistryStore, SqliteRegistryStore>();
        return services;
    }

    private static IServiceCollection AddServing(this IServiceCollection services)
    {
        services.TryAddSingleton<IEndpointStore, SqliteEndpointStore>();
        services.TryAddSingleton<ModelLoader>(RegisteredModels.LoadAsync);
        services.TryAddSingleton(new ServingOptions());
        services.TryAddSingleton<ModelImport>();
        services.TryAddSingleton<ModelHost>();
        return services;
    }

    private static IServiceCollection AddPipelines(this IServiceCollection services)
    {
        services.TryAddSingleton<PipelineRunner>();
        services.TryAddSingleton<BackgroundTraining>();
        return services;
    }
}
