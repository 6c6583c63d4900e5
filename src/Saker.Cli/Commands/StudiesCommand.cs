using System.CommandLine;
using Saker.Cli.Output;
using Saker.Data;
using Saker.Platform;
using Saker.Platform.Audit;
using Saker.Platform.Studies;
using Spectre.Console;

namespace Saker.Cli.Commands;

/// <summary><c>saker studies</c>: lists searches for hyper-parameters, and shows what they found.</summary>
internal static class StudiesCommand
{
    private const int MaxListed = 100;

    public static Command Create()
    {
        var command = new Command("studies", "List searches for hyper-parameters, the newest first, and show what they found.") { CreateList(), CreateShow(), CreateBest(), CreateImportance(), CreateDelete() };
        command.SetPlatformAction((_, output, platform, cancellationToken) => ListAsync(output, platform, MaxListed, cancellationToken));
        return command;
    }

    private static Command CreateList()
    {
        var max = new Option<int>("--max") { Description = "How many at most.", DefaultValueFactory = _ => MaxListed };
        var command = new Command("list", "List studies, the newest first.") { max };
        command.SetPlatformAction((parsed, output, platform, cancellationToken) => ListAsync(output, platform, parsed.GetValue(max), cancellationToken));
        return command;
    }

    private static Command CreateShow()
    {
        var study = Named();
        var command = new Command("show", "Show a study with all its trials.") { study };
        command.SetPlatformAction(async (parsed, output, platform, cancellationToken) =>
        {
            var found = await GetAsync(platform, parsed.GetValue(study)!, cancellationToken);
            var trials = await platform.Studies.ListTrialsAsync(found.Name, cancellationToken);
            output.Write(StudyOutput.Json(found, trials), console => StudyOutput.Write(console, found, trials));
            return 0;
        });
        return command;
    }

    private static Command CreateBest()
    {
        var study = Named();
        var command = new Command("best", "Show the best trial of a study.") { study };
        command.SetPlatformAction(async (parsed, output, platform, cancellationToken) =>
        {
            var found = await GetAsync(platform, parsed.GetValue(study)!, cancellationToken);
            var best = await platform.Studies.FindBestAsync(found, cancellationToken)
                ?? throw new SakerException(ErrorKind.NotFound, $"No trial of study '{found.Name}' is complete yet.", "study");
            output.Write(StudyOutput.Json(best), console => StudyOutput.WriteBest(console, found, best));
            return 0;
        });
        return command;
    }

    private static Command CreateDelete()
    {
        var study = Named();
        var command = new Command("delete", "Remove a study with its trials and free its name; its runs are deleted as other runs are.") { study };
        command.SetPlatformAction(async (parsed, output, platform, cancellationToken) =>
        {
            var name = parsed.GetValue(study)!;
            await platform.Studies.DeleteAsync(name, cancellationToken);
            await LocalAct.NoteAsync(platform, AuditActs.StudyDeleted, name);
            output.Write(new { deleted = name }, console => console.WriteLine($"study {name} is removed"));
            return 0;
        });
        return command;
    }

    private static Command CreateImportance()
    {
        var study = Named();
        var command = new Command("importance", "Show how much each parameter of a study matters, and how far that can be believed.") { study };
        command.SetPlatformAction(async (parsed, output, platform, cancellationToken) =>
        {
            var found = await GetAsync(platform, parsed.GetValue(study)!, cancellationToken);
            var report = await platform.Studies.GetImportanceAsync(found, cancellationToken);
            output.Write(StudyOutput.Json(report), console => StudyOutput.Write(console, report));
            return 0;
        });
        return command;
    }

    private static Argument<string> Named() => new("study") { Description = "Its name." };

    private static async Task<StoredStudy> GetAsync(SakerPlatform platform, string name, CancellationToken cancellationToken) => await platform.Studies.FindAsync(name, cancellationToken)
        ?? throw new SakerException(ErrorKind.NotFound, $"There is no study '{name}'. `saker studies` lists them.", "study");

    private static async Task<int> ListAsync(CliOutput output, SakerPlatform platform, int max, CancellationToken cancellationToken)
    {
        var studies = await platform.Studies.ListAsync(max, cancellationToken);
        output.Write(studies.Select(StudyOutput.Json), console => StudyOutput.Write(console, studies));
        return 0;
    }
}
