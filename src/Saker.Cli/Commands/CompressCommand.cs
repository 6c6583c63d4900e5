using System.CommandLine;
using System.Globalization;
using Saker.Cli.Commands.Data;
using Saker.Cli.Output;
using Saker.Platform.Audit;
using Saker.Platform.Serving.Compressing;
using Spectre.Console;

namespace Saker.Cli.Commands;

/// <summary><c>saker compress MODEL --method METHOD</c>: makes a smaller version of a registered model and shows what that costs.</summary>
internal static class CompressCommand
{
    public static Command Create()
    {
        var model = new Argument<string>("model") { Description = "A version: digits/3, digits@champion, or digits for the newest." };
        var method = new Option<string>("--method") { Description = $"How: {string.Join(", ", CompressionWords.Methods)}.", Required = true };
        var data = new Option<string?>("--data") { Description = "Rows with what the model takes: a file, a glob in quotes, a folder or a database. With --target every fifth is held out to judge on." };
        var source = new SourceOptions();
        var target = new Option<string?>("--target") { Description = "The column with the answers; without it nothing is scored." };
        var most = new Option<double?>("--max-loss") { Description = "The most that the score may fall, such as 0.01; what falls more is not registered." };
        var bits = new Option<int?>("--bits") { Description = "Bits of static and aware levels, 2 to 8. Default: 8." };
        var calibration = new Option<string?>("--calibration") { Description = $"How static and aware levels find their range: {string.Join(", ", CompressionWords.Calibrations)}. Default: min-max." };
        var share = new Option<double?>("--share") { Description = "The share of weights (magnitude) or channels (structured, distilled) that go. Default: 0.5, distilled 0.7." };
        var energy = new Option<double?>("--energy") { Description = "The share of each weight's energy that low-rank keeps. Default: 0.95." };
        var epochs = new Option<int?>("--epochs") { Description = "How often the smaller model goes through the rows to learn the version's own answers. Default: 20 for aware and distilled, 0 for others; dynamic and static learn nothing." };
        var keep = new Option<string[]>("--keep") { Description = "A stored weight that stays as it is, such as that of the last layer; may be given several times.", DefaultValueFactory = _ => [] };
        var alias = new Option<string[]>("--alias") { Description = "An alias to move to the new version; may be given several times.", DefaultValueFactory = _ => [] };
        var command = new Command("compress", "Make a smaller version of a registered model: size, latency and score before and after.") { model, method, data, target, most, bits, calibration, share, energy, epochs, keep, alias };
        source.AddOptionsTo(command);
        command.SetPlatformAction(async (parsed, output, platform, cancellationToken) =>
        {
            var request = new CompressionRequest
            {
                Version = parsed.GetValue(model)!, Method = CompressionWords.Method(parsed.GetValue(method)), Target = parsed.GetValue(target), MaxLoss = parsed.GetValue(most), Bits = parsed.GetValue(bits),
                Calibration = CompressionWords.Calibration(parsed.GetValue(calibration)), Share = parsed.GetValue(share), Energy = parsed.GetValue(energy), EpochCount = parsed.GetValue(epochs),
                Kept = parsed.GetValue(keep)!, Aliases = parsed.GetValue(alias)!,
            };
            var rows = parsed.GetValue(data) is { } file ? await source.Open(parsed, file).ReadAllAsync(cancellationToken) : null;
            var made = await platform.Compression.CompressAsync(request, rows, cancellationToken);
            await LocalAct.NoteAsync(platform, AuditActs.ModelCompressed, made.Version.Reference, made.Report.Method);
            output.Write(new { model = made.Version.Model, version = made.Version.Version, ratio = made.Report.Ratio, scoreLoss = made.Report.ScoreLoss, report = made.Report, notes = made.Notes }, console => Write(console, made));
            return 0;
        });
        return command;
    }

    private static void Write(IAnsiConsole console, CompressedVersion made)
    {
        var (before, after) = (made.Report.Before, made.Report.After);
        var table = CliOutput.Table("", "#before", "#after", "#change");
        Row(table, "bytes", before.Bytes, after.Bytes, Show.Count);
        Row(table, "bytes, packed", before.PackedBytes, after.PackedBytes, Show.Count);
        Row(table, "stored numbers", before.ElementCount, after.ElementCount, Show.Count);
        Row(table, "one row, µs", before.RowLatency.TotalMicroseconds, after.RowLatency.TotalMicroseconds, Microseconds);
        Row(table, $"{made.Report.BatchSize} rows, µs", before.BatchLatency.TotalMicroseconds, after.BatchLatency.TotalMicroseconds, Microseconds);
        if (before.Score is { } from && after.Score is { } to)
            table.AddRow(made.Report.ScoreName!, Show.Score(from), Show.Score(to), (to - from).ToString("+0.0000;-0.0000;0.0000", CultureInfo.InvariantCulture));
        console.Write(table);
        foreach (var note in made.Notes)
            console.WriteLine(note);
        console.WriteLine($"registered {made.Version.Reference}{(made.Version.Aliases.Count > 0 ? $" as {string.Join(", ", made.Version.Aliases)}" : "")}{(made.Version.RequestedAliases.Count > 0 ? $", waiting for approval to be {string.Join(", ", made.Version.RequestedAliases)}" : "")}");
    }

    private static void Row<T>(Spectre.Console.Table table, string what, T before, T after, Func<T, string> show)
        where T : IConvertible =>
        table.AddRow(what, show(before), show(after), (after.ToDouble(CultureInfo.InvariantCulture) / before.ToDouble(CultureInfo.InvariantCulture)).ToString("0.00", CultureInfo.InvariantCulture) + "x");

    private static string Microseconds(double value) => value.ToString("N1", CultureInfo.InvariantCulture);
}
