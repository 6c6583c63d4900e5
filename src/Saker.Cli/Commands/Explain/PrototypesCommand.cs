using System.CommandLine;
using System.Text.Json.Nodes;
using Saker.Cli.Commands.Data;
using Saker.Cli.Output;
using Saker.Data;
using Saker.Learning.Explanation;
using Saker.Learning.Explanation.Prototypes;
using Spectre.Console;
using Table = Saker.Data.Table;

namespace Saker.Cli.Commands.Explain;

/// <summary><c>saker explain prototypes FILE</c>: rows that stand for all, and rows that they do not stand for.</summary>
internal static class PrototypesCommand
{
    public static Command Create()
    {
        var source = new SourceOptions();
        var columns = new Option<string[]>("--columns") { Description = "The columns that count, separated by commas. Default: all but dates, timestamps and those that differ in every row.", DefaultValueFactory = _ => [] };
        var count = new Option<int>("--count") { Description = "How many prototypes.", DefaultValueFactory = _ => 5 };
        var criticisms = new Option<int>("--criticisms") { Description = "How many criticisms.", DefaultValueFactory = _ => 5 };
        var command = new Command("prototypes", "Rows that stand for all, and rows that they do not stand for.") { columns, count, criticisms };
        source.AddTo(command);
        command.SetOutputAction(async (parsed, output, cancellationToken) =>
        {
            var rows = await source.Open(parsed).ReadAllAsync(cancellationToken);
            var named = parsed.GetValue(columns)!.SelectMany(names => names.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)).ToList();
            var counted = named.Count > 0 ? rows.Select(named) : PrototypeSearch.Counted(rows);
            var options = new PrototypeOptions { PrototypeCount = Math.Clamp(parsed.GetValue(count), 1, 200), CriticismCount = Math.Clamp(parsed.GetValue(criticisms), 0, 200) };
            var result = PrototypeSearch.Find(counted, options, cancellationToken);
            output.Write(JsonNode.Parse(AnswerJson.Of(result, counted))!, console => Show(console, counted, result));
            return 0;
        });
        return command;
    }

    private static void Show(IAnsiConsole console, Table rows, PrototypeResult result)
    {
        var table = CliOutput.Table(["#row", "stands for", .. rows.Columns.Select(column => column.Name)]);
        foreach (var (row, share) in result.Prototypes.Zip(result.Shares.Select(share => share.ToString("P0", System.Globalization.CultureInfo.InvariantCulture))).Concat(result.Criticisms.Select(row => (row, "few"))))
            table.AddRow(new[] { Output.Show.Count(row + 1), share }.Concat(rows.Columns.Select(column => Convert.ToString(column.GetValue(row), System.Globalization.CultureInfo.InvariantCulture) ?? "")).Select(cell => new Text(cell)));
        console.Write(table);
    }
}
