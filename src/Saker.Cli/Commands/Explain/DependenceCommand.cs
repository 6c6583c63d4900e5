using System.CommandLine;
using System.Text.Json.Nodes;
using Saker.Cli.Output;
using Saker.Learning.Explanation.Dependence;
using Spectre.Console;

namespace Saker.Cli.Commands.Explain;

/// <summary><c>saker explain dependence MODEL FILE --column C</c>: how the answer goes with one column.</summary>
internal static class DependenceCommand
{
    private const string Accumulated = "accumulated";

    public static Command Create()
    {
        var model = new Argument<string>("model") { Description = "The version, such as churn@champion." };
        var file = new Argument<string>("file") { Description = "A file of rows." };
        var column = new Option<string>("--column") { Description = "The column.", Required = true };
        var kind = new Option<string>("--kind") { Description = "accumulated: accumulated local effects, right also where columns go together; partial: partial dependence.", DefaultValueFactory = _ => Accumulated };
        kind.AcceptOnlyFromAmong(Accumulated, "partial");
        var curves = new Option<int>("--curves") { Description = "With 'partial': so many rows' own curves too, in --json." };
        var target = new Option<string?>("--class") { Description = "Of several classes the one whose probability is looked at, by name, or by number from 0. Default: the first." };
        var command = new Command("dependence", "How the answer goes with one column.") { model, file, column, kind, curves, target };
        command.SetPlatformAction(async (parsed, output, platform, cancellationToken) =>
        {
            using var version = await platform.Explanations.OpenAsync(parsed.GetValue(model)!, cancellationToken);
            var rows = await ExplainedRows.ReadAsync(parsed.GetValue(file)!, version.Model.Signature, cancellationToken);
            var options = new DependenceOptions { MaxCurves = Math.Clamp(parsed.GetValue(curves), 0, 1000) };
            var curve = parsed.GetValue(kind) == Accumulated
                ? await AccumulatedEffects.OfAsync(version.Score(parsed.GetValue(target)), rows, parsed.GetValue(column)!, options, cancellationToken)
                : await PartialDependence.OfAsync(version.Score(parsed.GetValue(target)), rows, parsed.GetValue(column)!, options, cancellationToken);
            output.Write(JsonNode.Parse(curve.ToJson())!, console => Show(console, curve));
            return 0;
        });
        return command;
    }

    private static void Show(IAnsiConsole console, DependenceCurve curve)
    {
        var table = CliOutput.Table(curve.Column, "#mean", "#low", "#high", "#rows");
        foreach (var point in curve.Points)
        {
            string[] cells = [point.Value, ExplainCommand.Number(point.Mean), ExplainCommand.Number(point.Interval.Low), ExplainCommand.Number(point.Interval.High), Output.Show.Count(point.RowCount)];
            table.AddRow(cells.Select(cell => new Text(cell)));
        }
        console.Write(table);
        var unit = curve.Class is { } own ? $"{curve.Unit} of '{own}'" : curve.Unit;
        console.WriteLine(curve.Kind == AccumulatedEffects.Kind ? $"differences from the average effect, in {unit}, 95% intervals" : $"average answer with every row at the value, in {unit}, 95% intervals");
    }
}
