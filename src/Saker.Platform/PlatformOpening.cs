using Microsoft.Extensions.Logging;
using Saker.Platform.Alerts;
using Saker.Platform.Artifacts;
using Saker.Platform.Artifacts.Blobs;
using Saker.Platform.Datasets;
using Saker.Platform.Experiments;
using Saker.Platform.Maintenance;
using Saker.Platform.Monitoring.Log;
using Saker.Platform.Registry;
using Saker.Platform.Storage;
using Saker.Platform.Studies;

namespace Saker.Platform;

/// <summary>Opens a home: brings its database up to date and clears up after processes that died.</summary>
internal sealed partial class PlatformOpening(
    Migrator migrator, ProcessOwner owner, IExperimentStore experiments, IStudyStore studies, IDatasetStore datasets, IRegistryStore registry,
    BlobStaging staging, ModelFolders models, OldRunArtifacts old, ArtifactOptions artifacts, DatasetOptions limits, StudyOptions searches, AlertOptions alerts, PredictionLogOptions log, SakerHome home, ILogger<PlatformOpening> logger)
{
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        artifacts.Validate();
        limits.Validate();
        searches.Validate();
        alerts.Validate();
        log.Validate();
        await migrator.RunAsync(cancellationToken);
        // Trials before runs: what becomes of a trial's run, and why, is the trial's to say.
        await studies.RecoverAsync(cancellationToken);
        var runs = await experiments.RecoverAsync(cancellationToken);
        var folders = await datasets.RecoverAsync(cancellationToken) + await registry.RecoverAsync(cancellationToken);
        folders += staging.Sweep();
        await models.AdoptAsync(cancellationToken);
        await old.TakeOverAsync(cancellationToken);
        owner.Sweep();
        if (runs + folders > 0)
            LogRecovered(home.Folder, runs, folders);
    }

    [LoggerMessage(EventId = 2100, Level = LogLevel.Information, Message = "Opened {Home} after an interruption: {Runs} runs marked as killed, {Folders} unfinished files and folders removed")]
    private partial void LogRecovered(string home, int runs, int folders);
}
