using System.CommandLine;
using System.Globalization;
using System.Text.Json.Nodes;
using Saker.Cli.Output;
using Saker.Data;
using Saker.Learning.Explanation;
using Saker.Learning.Explanation.Counterfactuals;
using Spectre.Console;

namespace Saker.Cli.Commands.Explain;

/// <summary><c>saker explain counterfactual MODEL --row ...</c>: what would have to be otherwise for another answer.</summary>
internal static class CounterfactualCommand
{
    public static Command Create()
    {
        var model = new Argument<string>("model") { Description = "The version, such as churn@champion." };
        var rows = new ExplainedRows();
        var label = new Option<string?>("--label") { Description = "The answer that is wanted. Default: any other than now." };
        var isFixed = Repeated("--fixed", "COLUMN: it stays as it is.");
        var range = Repeated("--range", "COLUMN=MIN..MAX: what a number may become; either end may be left out.");
        var rise = Repeated("--rise", "COLUMN: it may only rise.");
        var fall = Repeated("--fall", "COLUMN: it may only fall.");
        var allow = Repeated("--allow", "COLUMN=TEXT: what a text may become.");
        var changes = new Option<int>("--max-changes") { Description = "The most columns that change together.", DefaultValueFactory = _ => 3 };
        var count = new Option<int>("--count") { Description = "How many ways to show.", DefaultValueFactory = _ => 3 };
        var command = new Command("counterfactual", "What would have to be otherwise for another answer; each way is confirmed by the model.") { model, label, isFixed, range, rise, fall, allow, changes, count };
        rows.AddTo(command);
        command.SetPlatformAction(async (parsed, output, platform, cancellationToken) =>
        {
            using var version = await platform.Explanations.OpenAsync(parsed.GetValue(model)!, cancellationToken);
            var row = await rows.ReadAsync(parsed, version.Model.Signature, cancellationToken);
            var reference = await rows.RequireBackgroundAsync(parsed, version, cancellationToken);
            var options = new CounterfactualOptions
            {
                Label = parsed.GetValue(label),
                Rules = Rules(parsed.GetValue(isFixed)!, parsed.GetValue(range)!, parsed.GetValue(rise)!, parsed.GetValue(fall)!, parsed.GetValue(allow)!),
                MaxChanges = parsed.GetValue(changes),
                Count = parsed.GetValue(count),
            };
            var result = await CounterfactualSearch.FindAsync(version.Score(), row, reference, options, cancellationToken);
            output.Write(JsonNode.Parse(AnswerJson.Of(result))!, console => Show(console, result));
            return 0;
        });
        return command;
    }

    private static List<ColumnRule> Rules(string[] isFixed, string[] ranges, string[] rise, string[] fall, string[] allow)
    {
        var rules = new Dictionary<string, ColumnRule>(StringComparer.Ordinal);
        foreach (var name in isFixed)
            Change(name, rule => rule with { IsFixed = true });
        foreach (var name in rise)
            Change(name, rule => rule with { Direction = 1 });
        foreach (var name in fall)
            Change(name, rule => rule.Direction == 0 ? rule with { Direction = -1 } : throw new SakerException(ErrorKind.InvalidInput, $"'{name}' may only rise and only fall; give one of --rise and --fall, or --fixed.", "--fall"));
        foreach (var (name, text) in ranges.Select(pair => Split(pair, "--range")))
        {
            var (min, max) = Range(text);
            Change(name, rule => rule with { Min = min, Max = max });
        }
        foreach (var (name, text) in allow.Select(pair => Split(pair, "--allow")))
            Change(name, rule => rule with { Allowed = [.. rule.Allowed ?? [], text] });
        return [.. rules.Values];

        void Change(string name, Func<ColumnRule, ColumnRule> change) => rules[name] = change(rules.GetValueOrDefault(name) ?? new ColumnRule { Column = name });
    }

    private static (string Name, string Text) Split(string pair, string option) => pair.LastIndexOf('=') is > 0 and var at
        ? (pair[..at], pair[(at + 1)..])
        : throw new SakerException(ErrorKind.InvalidInput, $"{option} is '{pair}'; write it as COLUMN=VALUE.", option);

    private static (double? Min, double? Max) Range(string text)
    {
        var ends = text.Split("..");
        if (ends.Length == 2 && End(ends[0], out var min) && End(ends[1], out var max) && (min ?? max) is not null)
            return (min, max);
        throw new SakerException(ErrorKind.InvalidInput, $"'{text}' is no range; write it as 10..20, 10.. or ..20.", "--range");

        static bool End(string end, out double? value)
        {
            value = double.TryParse(end, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) && double.IsFinite(number) ? number : null;
            return end.Length == 0 || value is not null;
        }
    }

    private static Option<string[]> Repeated(string name, string description) => new(name) { Description = $"{description} May be given several times.", DefaultValueFactory = _ => [] };

    private static void Show(IAnsiConsole console, CounterfactualResult result)
    {
        console.WriteLine($"now: {result.Label} ({ExplainCommand.Number(result.Score)})");
        foreach (var (found, number) in result.Found.Select((found, i) => (found, i + 1)))
        {
            console.WriteLine($"{number}. {found.Label} ({ExplainCommand.Number(found.Score)}) if");
            foreach (var change in found.Changes)
                console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"   {change.Column} were {Text(change.To)} instead of {Text(change.From)}"));
        }
        if (result.Reason is { } reason)
            console.WriteLine(reason);
    }

    private static string Text(object? value) => value switch
    {
        null => "missing",
        double number => number.ToString("0.####", CultureInfo.InvariantCulture),
        _ => $"'{value}'",
    };
}
