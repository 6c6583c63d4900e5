using System.CommandLine;
using System.Globalization;
using System.Text.Json.Nodes;
using Saker.Cli.Output;
using Saker.Data;
using Saker.Learning.Explanation;
using Spectre.Console;

namespace Saker.Cli.Commands.Explain;

/// <summary><c>saker explain</c>: why a registered version answers as it does.</summary>
internal static class ExplainCommand
{
    private const int MaxRows = 10_000;

    public static Command Create()
    {
        var model = new Argument<string?>("model") { Description = "The version, such as churn@champion or churn/3.", Arity = ArgumentArity.ZeroOrOne };
        var rows = new ExplainedRows();
        var method = new Option<string>("--method") { Description = $"How: {string.Join(", ", ExplanationWords.Methods)}.", DefaultValueFactory = _ => "auto" };
        method.AcceptOnlyFromAmong([.. ExplanationWords.Methods]);
        var top = new Option<int>("--top") { Description = "The most factors shown of a row; --json has all.", DefaultValueFactory = _ => 8 };
        top.Validators.Add(CommonOptions.RequirePositive);
        var target = ClassOption();
        var command = new Command("explain", "Say why a version answers as it does: which columns raise and lower an answer.") { model, method, top, target };
        rows.AddTo(command);
        command.SetPlatformAction(async (parsed, output, platform, cancellationToken) =>
        {
            var reference = parsed.GetValue(model) ?? throw new SakerException(ErrorKind.InvalidInput, "Name a version, such as churn@champion; 'saker explain --help' lists what else there is.", "model");
            using var version = await platform.Explanations.OpenAsync(reference, cancellationToken);
            var asked = await rows.ReadAsync(parsed, version.Model.Signature, cancellationToken);
            if (asked.RowCount > MaxRows)
                throw new SakerException(ErrorKind.LimitExceeded, $"At most {MaxRows} rows are explained at a time; the data has {asked.RowCount}. What matters over many rows is told by 'saker explain importance'.", "--data");
            if (asked.RowCount == 0)
                throw new SakerException(ErrorKind.InvalidInput, "The data has no row to explain.", "--data");
            var options = new ExplainerOptions { Method = ExplanationWords.FindMethod(parsed.GetValue(method)!)!.Value, Target = ClassPlaces.Find(version.Model.Signature, parsed.GetValue(target)), ThreadCount = Environment.ProcessorCount };
            using var explainer = version.Explainer(options, await rows.ReadBackgroundAsync(parsed, version.Model.Signature, cancellationToken));
            var explanation = await explainer.ExplainAsync(asked, cancellationToken);
            output.Write(JsonNode.Parse(ExplanationJson.ToText(explanation))!, console => Show(console, explanation, parsed.GetValue(top)));
            return 0;
        });
        foreach (var below in (ReadOnlySpan<Command>)[ImportanceCommand.Create(), InteractionsCommand.Create(), DependenceCommand.Create(), LimeCommand.Create(), GradientsCommand.Create(), PlacesCommand.Create(), RobustnessCommand.Create(), CounterfactualCommand.Create(), PrototypesCommand.Create()])
            command.Subcommands.Add(below);
        return command;
    }

    /// <summary><c>--class</c>: which of several classes is meant.</summary>
    public static Option<string?> ClassOption() => new("--class") { Description = "Of several classes the one that is explained, by name, or by number from 0. Default: that which the row is answered." };

    /// <summary>The unit as people read it.</summary>
    public static string Words(ExplainedUnit unit) => unit switch
    {
        ExplainedUnit.LogOdds => "log odds",
        ExplainedUnit.Probability => "probability",
        _ => "the unit of the output",
    };

    public static string Number(double value) => value.ToString("0.0000", CultureInfo.InvariantCulture);

    private static void Show(IAnsiConsole console, Explanation explanation, int top)
    {
        for (var row = 0; row < explanation.RowCount; row++)
        {
            var total = explanation.Total(row);
            var probability = explanation.Probability(total) is { } known && explanation.Unit == ExplainedUnit.LogOdds ? $", a probability of {Number(known)}" : "";
            var own = explanation.Classes is { } classes ? $", '{classes[row]}'" : "";
            console.WriteLine($"row {row + 1}{own}: {Number(total)} {(explanation is { Classes: not null, Unit: ExplainedUnit.Value } ? "in its own sum" : Words(explanation.Unit))}{probability}; base {Number(explanation.BaseOf(row))}");
            var hasErrors = explanation.StandardErrors is not null;
            var table = hasErrors ? CliOutput.Table("column", "#adds", "#standard error") : CliOutput.Table("column", "#adds");
            foreach (var factor in explanation.Factors(row, top))
            {
                string[] cells = [factor.Column, factor.Value.ToString("+0.0000;-0.0000;0.0000", CultureInfo.InvariantCulture), .. hasErrors ? [Number(factor.StandardError ?? 0)] : Array.Empty<string>()];
                table.AddRow(cells.Select(cell => new Text(cell)));
            }
            console.Write(table);
        }
        foreach (var note in explanation.Notes)
            console.WriteLine(note);
    }
}
