using System.CommandLine;
using System.Globalization;
using Saker.Cli.Output;
using Saker.Platform.Audit;
using Saker.Platform.Maintenance;
using Spectre.Console;

namespace Saker.Cli.Commands;

/// <summary><c>saker gc</c>: removes for good what was deleted, and content that nothing refers to.</summary>
internal static class GcCommand
{
    public static Command Create()
    {
        var olderThan = new Option<string>("--older-than") { Description = "Only what was deleted at least this long ago: 30d, 12h, 0d for all.", DefaultValueFactory = _ => "30d" };
        var dryRun = new Option<bool>("--dry-run") { Description = "Only list what would go; change nothing." };
        var command = new Command("gc", "Remove for good the runs, logged models and experiments that were deleted, and files that nothing refers to.") { olderThan, dryRun };
        command.SetPlatformAction(async (parsed, output, platform, cancellationToken) =>
        {
            var age = AgeText.Read(parsed.GetValue(olderThan)!, "older-than");
            if (parsed.GetValue(dryRun))
            {
                Show(output, await platform.Garbage.PlanAsync(age, cancellationToken));
                return 0;
            }
            var found = await platform.Garbage.CollectAsync(age, cancellationToken);
            await LocalAct.NoteAsync(platform, AuditActs.GarbageCollected, "home", Summary(found));
            Show(output, found);
            return 0;
        });
        return command;
    }

    private static string Summary(Collection found) =>
        string.Create(CultureInfo.InvariantCulture, $"{found.Runs.Count} runs, {found.LoggedModels.Count} logged models, {found.Experiments.Count} experiments, {found.Models.Count} model folders, {found.Blobs.Count} contents of {found.ByteCount:N0} bytes");

    private static void Show(CliOutput output, Collection found) => output.Write(found, console =>
    {
        foreach (var run in found.Runs)
            console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"run         {run.Run}  {run.Name}, {run.FileCount} artifacts, {run.ByteCount:N0} bytes"));
        foreach (var model in found.LoggedModels)
            console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"logged      {model.Model}  {model.Name}, {model.FileCount} files, {model.ByteCount:N0} bytes"));
        foreach (var experiment in found.Experiments)
            console.WriteLine($"experiment  {experiment.Experiment}  {experiment.Name}");
        foreach (var model in found.Models)
            console.WriteLine($"model       {model}");
        foreach (var blob in found.Blobs)
            console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"content     {blob.Hash}  {blob.ByteCount:N0} bytes"));
        foreach (var kept in found.Kept)
            console.WriteLine($"kept        {kept.Run}  {kept.Reason}");
        foreach (var kept in found.KeptLoggedModels)
            console.WriteLine($"kept        {kept.Model}  {kept.Reason}");
        console.WriteLine($"{(found.IsDryRun ? "would remove" : "removed")} {Summary(found)}");
    });
}
