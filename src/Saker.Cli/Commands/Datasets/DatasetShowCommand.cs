using System.CommandLine;
using Saker.Cli.Output;
using Saker.Data;
using Saker.Platform.Datasets;
using Saker.Platform.Registry;
using Spectre.Console;

namespace Saker.Cli.Commands.Datasets;

/// <summary><c>saker datasets show NAME[/V]</c>: what a version holds, where it comes from and what was made of it.</summary>
internal static class DatasetShowCommand
{
    public static Command Create()
    {
        var dataset = DatasetsCommand.Named();
        var command = new Command("show", "Show a version: columns with their profile, lineage, and what was made of it.") { dataset };
        command.SetPlatformAction(async (parsed, output, platform, cancellationToken) =>
        {
            var version = await DatasetsCommand.FindAsync(platform, parsed.GetValue(dataset)!, cancellationToken);
            var profile = await platform.Datasets.GetProfileAsync(version.Name, version.Version, cancellationToken);
            var use = await platform.DatasetUses.FindAsync(version, cancellationToken);
            output.Write(new { dataset = DatasetTexts.ToJson(version), use }, console =>
            {
                foreach (var (name, value) in Facts(version, use))
                    console.WriteLine($"{name,-12} {value}");
                console.Write(Columns(version, profile));
            });
            return 0;
        });
        return command;
    }

    private static IEnumerable<(string Name, string Value)> Facts(DatasetVersion version, DatasetUse use)
    {
        var lineage = version.Lineage;
        (string, string?)[] facts =
        [
            ("dataset", version.Reference),
            ("description", version.Description),
            ("rows", Show.Count(version.RowCount)),
            ("content", version.Hash),
            ("stored", $"{Show.Time(version.CreatedAt)}{(version.CreatedBy is { } by ? $" by {by}" : "")}"),
            ("removed", DatasetAbsence.Explain(version)),
            ("tags", version.Tags.Count == 0 ? null : string.Join(", ", version.Tags.Select(tag => $"{tag.Key}={tag.Value}"))),
            ("source", lineage.Source is { } source ? $"{source.Place}{(source.Hash is { } hash ? $" (SHA-256 {hash}, {Show.Count(source.ByteCount ?? 0)} bytes)" : "")}" : version.Source),
            ("pipeline", lineage.Pipeline),
            ("query", lineage.Query),
            ("made from", lineage.Parent),
            ("code", lineage.CodeVersion),
            ("checks", version.CheckOutcome is { } outcome ? $"{outcome}: {string.Join("; ", lineage.Checks)}" : null),
            ("transforms", lineage.Transforms.Count == 0 ? null : string.Join("; ", lineage.Transforms)),
            ("runs", use.RunCount == 0 ? null : string.Join(", ", use.Runs.Take(10).Select(run => run.Run[..8])) + (use.RunCount > 10 ? $" and {use.RunCount - 10} more" : "")),
            ("models", use.Models.Count == 0 ? null : string.Join(", ", use.Models.Select(model => $"{model.Model}/{model.Version}{string.Concat(model.Aliases.Select(alias => $" @{alias}"))}"))),
        ];
        return facts.Where(fact => fact.Item2 is not null).Select(fact => (fact.Item1, fact.Item2!));
    }

    private static Spectre.Console.Table Columns(DatasetVersion version, Saker.Data.Profiles.Profile profile)
    {
        var table = CliOutput.Table("column", "type", "#missing", "#distinct", "#min", "#median", "#max");
        foreach (var column in version.Schema)
        {
            var seen = profile.Find(column.Name);
            table.AddRow(
                new Text(column.Name), new Text(column.Type.Name()), new Text(seen is null ? "-" : Show.Count(seen.NullCount)), new Text(seen is null ? "-" : Show.Count((long)seen.DistinctCount)),
                Value(column.Type, seen?.Numbers?.Min), Value(column.Type, seen?.Numbers?.Quantile(0.5)), Value(column.Type, seen?.Numbers?.Max));
        }
        return table;
    }

    /// <summary>A profile has days and instants as seconds since 1970.</summary>
    private static Text Value(ColumnType type, double? value) => new((type, value) switch
    {
        (_, null or double.NaN) => "-",
        (ColumnType.Date, { } seconds) when double.IsFinite(seconds) => FormattableString.Invariant($"{DateTime.UnixEpoch.AddSeconds(seconds):yyyy-MM-dd}"),
        (ColumnType.Timestamp, { } seconds) when double.IsFinite(seconds) => FormattableString.Invariant($"{DateTime.UnixEpoch.AddSeconds(seconds):yyyy-MM-dd HH:mm:ss}"),
        _ => FormattableString.Invariant($"{value:0.######}"),
    });
}
