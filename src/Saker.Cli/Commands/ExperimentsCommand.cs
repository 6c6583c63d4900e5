using System.CommandLine;
using Saker.Cli.Output;
using Saker.Data;
using Saker.Platform;
using Saker.Platform.Audit;
using Saker.Platform.Experiments;
using Spectre.Console;

namespace Saker.Cli.Commands;

/// <summary><c>saker experiments</c>: lists experiments, makes, renames, deletes and restores them.</summary>
internal static class ExperimentsCommand
{
    public static Command Create()
    {
        var command = new Command("experiments", "List experiments, the newest first, make, rename, delete and restore them.") { CreateList(), CreateCreate(), CreateRename(), CreateDelete(), CreateRestore() };
        command.SetPlatformAction((_, output, platform, cancellationToken) => ListAsync(output, platform, Lifecycle.Active, cancellationToken));
        return command;
    }

    private static Command CreateList()
    {
        var deleted = new Option<bool>("--deleted") { Description = "Those that were deleted." };
        var command = new Command("list", "List experiments, the newest first.") { deleted };
        command.SetPlatformAction((parsed, output, platform, cancellationToken) => ListAsync(output, platform, parsed.GetValue(deleted) ? Lifecycle.Deleted : Lifecycle.Active, cancellationToken));
        return command;
    }

    private static Command CreateCreate()
    {
        var name = new Argument<string>("name") { Description = "Its name." };
        var location = new Option<string?>("--artifact-location") { Description = "Where its runs' artifacts go, as a URI; by default in the home." };
        var command = new Command("create", "Make an experiment.") { name, location };
        command.SetPlatformAction(async (parsed, output, platform, cancellationToken) =>
        {
            var made = await platform.Experiments.CreateAsync(new ExperimentCreation { Name = parsed.GetValue(name)!, ArtifactLocation = parsed.GetValue(location) }, cancellationToken);
            return await DoneAsync(output, platform, made.Id, AuditActs.ExperimentCreated, "made", cancellationToken);
        });
        return command;
    }

    private static Command CreateRename()
    {
        var experiment = Named();
        var name = new Argument<string>("name") { Description = "The new name." };
        var command = new Command("rename", "Give an experiment another name.") { experiment, name };
        command.SetPlatformAction(async (parsed, output, platform, cancellationToken) =>
        {
            var id = await FindAsync(platform, parsed.GetValue(experiment)!, cancellationToken);
            await platform.Experiments.RenameAsync(id, parsed.GetValue(name)!, cancellationToken);
            return await DoneAsync(output, platform, id, AuditActs.ExperimentRenamed, "renamed", cancellationToken);
        });
        return command;
    }

    private static Command CreateDelete()
    {
        var experiment = Named();
        var command = new Command("delete", "Mark an experiment and its runs as deleted; restore brings them back.") { experiment };
        command.SetPlatformAction(async (parsed, output, platform, cancellationToken) =>
        {
            var id = await FindAsync(platform, parsed.GetValue(experiment)!, cancellationToken);
            await platform.Experiments.DeleteAsync(id, cancellationToken);
            return await DoneAsync(output, platform, id, AuditActs.ExperimentDeleted, "deleted", cancellationToken);
        });
        return command;
    }

    private static Command CreateRestore()
    {
        var experiment = Named();
        var command = new Command("restore", "Bring a deleted experiment back, with the runs that its deletion took.") { experiment };
        command.SetPlatformAction(async (parsed, output, platform, cancellationToken) =>
        {
            var id = await FindAsync(platform, parsed.GetValue(experiment)!, cancellationToken);
            await platform.Experiments.RestoreAsync(id, cancellationToken);
            return await DoneAsync(output, platform, id, AuditActs.ExperimentRestored, "restored", cancellationToken);
        });
        return command;
    }

    private static Argument<string> Named() => new("experiment") { Description = "Its id or its name." };

    private static async Task<ExperimentId> FindAsync(SakerPlatform platform, string wanted, CancellationToken cancellationToken)
    {
        var found = await platform.Experiments.FindAsync(new ExperimentId(wanted), cancellationToken) ?? await platform.Experiments.FindByNameAsync(wanted, cancellationToken);
        return found?.Id ?? throw new SakerException(ErrorKind.NotFound, $"There is no experiment '{wanted}'. `saker experiments` lists them.", "experiment");
    }

    private static async Task<int> ListAsync(CliOutput output, SakerPlatform platform, Lifecycle lifecycle, CancellationToken cancellationToken)
    {
        var experiments = await platform.Experiments.ListAsync(lifecycle, cancellationToken);
        output.Write(experiments.Select(AsJson), console =>
        {
            if (experiments.Count == 0)
            {
                console.WriteLine("There are none.");
                return;
            }
            var table = CliOutput.Table("id", "experiment", "#runs", "made", "changed");
            foreach (var experiment in experiments)
                table.AddRow(new Text(experiment.Id.Value), new Text(experiment.Name), new Text(Show.Count(experiment.RunCount)), new Text(Show.Time(experiment.CreatedAt)), new Text(Show.Time(experiment.UpdatedAt)));
            console.Write(table);
        });
        return 0;
    }

    private static async Task<int> DoneAsync(CliOutput output, SakerPlatform platform, ExperimentId id, string act, string word, CancellationToken cancellationToken)
    {
        var experiment = await platform.Experiments.FindAsync(id, cancellationToken) ?? throw new SakerException(ErrorKind.NotFound, $"There is no experiment '{id}'.", "experiment");
        await LocalAct.NoteAsync(platform, act, $"{id} {experiment.Name}");
        output.Write(AsJson(experiment), console => console.WriteLine($"{word} {experiment.Name} ({id})"));
        return 0;
    }

    private static object AsJson(Experiment experiment) => new
    {
        id = experiment.Id.Value,
        name = experiment.Name,
        state = experiment.Lifecycle,
        artifactLocation = experiment.ArtifactLocation,
        createdAt = experiment.CreatedAt,
        updatedAt = experiment.UpdatedAt,
        runCount = experiment.RunCount,
        tags = experiment.Tags,
    };
}
