using System.CommandLine;
using System.Globalization;
using Saker.Cli.Commands.Data;
using Saker.Cli.Output;
using Saker.Platform.Audit;
using Saker.Platform.FineTuning;
using Spectre.Console;

namespace Saker.Cli.Commands;

/// <summary><c>saker finetune MODEL --data FILE --target COLUMN</c>: lets a registered network learn on from rows.</summary>
internal static class FineTuneCommand
{
    public static Command Create()
    {
        var model = new Argument<string>("model") { Description = "A version: shapes/3, shapes@champion, or shapes for the newest." };
        var data = new Option<string>("--data") { Description = "Rows with what the model takes: a file, a glob in quotes, a folder or a database. Of ten, two are held out to judge on and one chooses the best epoch.", Required = true };
        var source = new SourceOptions();
        var target = new Option<string>("--target") { Description = "The column with the answers: classes by their places from 0, or numbers.", Required = true };
        var head = new Option<int?>("--new-head") { Description = "A new last layer for so many classes, or 1 for a number, in place of the old one." };
        var freeze = new Option<string[]>("--freeze") { Description = "Stored weights that stay as they are, such as \"encoder.*\", by their names or those of their layers as saker import shows them; may be given several times.", DefaultValueFactory = _ => [] };
        var phase = new Option<string[]>("--phase") { Description = "What learns when: layers=1,epochs=5,rate=0.001,decay=0.5, layers from the output back, each part where it is not the usual (all, 10, 0.001, 1); may be given several times.", DefaultValueFactory = _ => [] };
        var adapters = new Option<int?>("--adapters") { Description = "Only what is added to the weights of matrix products learns, as products of this rank." };
        var batch = new Option<int>("--batch") { Description = "Rows of a step.", DefaultValueFactory = _ => 32 };
        var seed = new Option<int>("--seed") { Description = "Decides the order of rows and what a new head begins with." };
        var most = new Option<double?>("--max-loss") { Description = "The most that the score may fall, such as 0.01; what falls more is not registered." };
        var least = new Option<double?>("--min-score") { Description = "The least that the score must be; what is below is not registered." };
        var experiment = new Option<string?>("--experiment") { Description = "The experiment of the run. Default: fine-tuning." };
        var alias = new Option<string[]>("--alias") { Description = "An alias to move to the new version; may be given several times.", DefaultValueFactory = _ => [] };
        var command = new Command("finetune", "Let a registered network learn on from rows: what it scores before and after, and the next version.") { model, data, target, head, freeze, phase, adapters, batch, seed, most, least, experiment, alias };
        source.AddOptionsTo(command);
        command.SetPlatformAction(async (parsed, output, platform, cancellationToken) =>
        {
            var request = new FineTuneRequest
            {
                Version = parsed.GetValue(model)!, Target = parsed.GetValue(target)!, NewHead = parsed.GetValue(head), Frozen = parsed.GetValue(freeze)!, Phases = [.. parsed.GetValue(phase)!.Select(FineTuneWords.Phase)],
                AdapterRank = parsed.GetValue(adapters), BatchSize = parsed.GetValue(batch), Seed = parsed.GetValue(seed), MaxLoss = parsed.GetValue(most), MinScore = parsed.GetValue(least),
                Experiment = parsed.GetValue(experiment), Aliases = parsed.GetValue(alias)!,
            };
            var rows = await source.Open(parsed, parsed.GetValue(data)!).ReadAllAsync(cancellationToken);
            var made = await platform.FineTuning.TuneAsync(request, rows, cancellationToken);
            await LocalAct.NoteAsync(platform, AuditActs.ModelFineTuned, made.Version.Reference);
            output.Write(new { model = made.Version.Model, version = made.Version.Version, run = made.Run.Value, report = made.Report }, console => Write(console, made));
            return 0;
        });
        return command;
    }

    private static void Write(IAnsiConsole console, FineTunedVersion made)
    {
        var report = made.Report;
        console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{report.TrainedCount:N0} stored numbers learned from {report.LearnedCount:N0} rows in {report.Epochs.Count} epochs, in run {made.Run.Value}"));
        var from = report.Before is { } before ? $"{Show.Score(before)} before, " : "";
        console.WriteLine($"{report.ScoreName} on {report.HeldOutCount} rows held out: {from}{Show.Score(report.After)} now");
        console.WriteLine($"registered {made.Version.Reference}{(made.Version.Aliases.Count > 0 ? $" as {string.Join(", ", made.Version.Aliases)}" : "")}{(made.Version.RequestedAliases.Count > 0 ? $", waiting for approval to be {string.Join(", ", made.Version.RequestedAliases)}" : "")}");
    }
}
