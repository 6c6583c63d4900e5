using System.CommandLine;
using Saker.Cli.Commands.Alerts;
using Saker.Cli.Commands.Data;
using Saker.Cli.Commands.Datasets;
using Saker.Cli.Commands.Explain;
using Saker.Cli.Commands.Rollouts;

namespace Saker.Cli.Commands;

/// <summary>The command <c>saker</c> and everything below it.</summary>
internal static class SakerCommand
{
    public static RootCommand Create() => new("Saker: from data to a watched model in production, in one process.")
    {
        DemoCommand.Create(),
        UpCommand.Create(),
        TrainCommand.Create(),
        TuneCommand.Create(),
        StudiesCommand.Create(),
        OutcomesCommand.Create(),
        PerformanceCommand.Create(),
        RetrainCommand.Create(),
        JobsCommand.Create(),
        PredictCommand.Create(),
        EvaluateCommand.Create(),
        ExplainCommand.Create(),
        GateCommand.Create(),
        RunsCommand.Create(),
        ExperimentsCommand.Create(),
        ModelsCommand.Create(),
        EndpointsCommand.Create(),
        DeployCommand.Create(),
        RolloutsCommand.Create(),
        WindowsCommand.Create(),
        MonitorCommand.Create(),
        LogCommand.Create(),
        AlertsCommand.Create(),
        CheckCommand.Create(),
        FairnessCommand.Create(),
        BehaviourCommand.Create(),
        DriftCommand.Create(),
        DataCommand.Create(),
        DatasetsCommand.Create(),
        EncryptionCommand.Create(),
        KeysCommand.Create(),
        AuditCommand.Create(),
        ArtifactsCommand.Create(),
        GcCommand.Create(),
        ImportCommand.Create(),
        ExportCommand.Create(),
        CompressCommand.Create(),
        FineTuneCommand.Create(),
        TelemetryCommand.Create(),
        ConformanceCommand.Create(),
    };
}
