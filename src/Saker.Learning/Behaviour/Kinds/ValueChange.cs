using System.Text.Json.Nodes;
using Saker.Data;
using Saker.Learning.Behaviour.Running;
using Saker.Learning.Models;

namespace Saker.Learning.Behaviour.Kinds;

/// <summary>What becomes of a value: another one, or a number by so much more or so many times as much.</summary>
public sealed record ValueChange
{
    public required string Column { get; init; }

    /// <summary>The new value: text, number or boolean; null where <see cref="Add"/> or <see cref="Multiply"/> says it.</summary>
    public object? To { get; init; }

    public double? Add { get; init; }

    public double? Multiply { get; init; }

    public override string ToString() => Add is { } add ? FormattableString.Invariant($"{Column} {(add < 0 ? "-" : "+")} {Math.Abs(add)}")
        : Multiply is { } factor ? FormattableString.Invariant($"{Column} x {factor}")
        : $"{Column} = {BehaviourText.Of(To)}";

    /// <summary>Reads <c>{Contract: Two year, tenure: {add: 12}}</c>.</summary>
    internal static IReadOnlyList<ValueChange> Read(Settings settings)
    {
        var changes = new List<ValueChange>();
        foreach (var column in settings.Keys())
        {
            var value = settings.Value(column);
            if (value is not IReadOnlyDictionary<string, object?>)
            {
                if (value is IReadOnlyList<object?>)
                    settings.Report(column, "one value is needed here.");
                changes.Add(new ValueChange { Column = column, To = value is long whole ? (double)whole : value });
                continue;
            }
            var inner = settings.Section(column);
            var change = new ValueChange { Column = column, Add = inner.OptionalNumber("add"), Multiply = inner.OptionalNumber("multiply") };
            inner.RejectUnknown();
            if (change.Add is null == change.Multiply is null)
                settings.Report(column, "give a value, or either 'add' or 'multiply'.");
            changes.Add(change);
        }
        return changes;
    }

    internal IEnumerable<(string Key, string Message)> Check(SignatureColumn input)
    {
        var isNumber = input.Type.IsNumeric() && input.Type != ColumnType.Boolean;
        if ((Add is not null || Multiply is not null) && !isNumber)
            yield return ($"change.{Column}", $"'{Column}' is {input.Type.Name()}; only a number can have something added.");
        else if (To is string text && input.Categories is { } categories && !categories.Contains(text))
            yield return ($"change.{Column}", $"training never saw '{text}' in '{Column}'.{Preparation.NearNames.Advise(text, categories)}");
        else if (To is not null && (To is string) != (input.Type == ColumnType.Text))
            yield return ($"change.{Column}", $"'{Column}' is {input.Type.Name()}; '{BehaviourText.Of(To)}' is not.");
    }

    /// <summary>The new value; the same one where there is nothing to change: a missing number.</summary>
    internal object? Apply(SignatureColumn input, object? value)
    {
        if (Add is null && Multiply is null)
            return input.Type == ColumnType.Boolean && To is double flag ? flag != 0 : To is bool wanted && input.Type != ColumnType.Boolean ? (wanted ? 1.0 : 0.0) : To;
        return value is double number ? RowMaker.Rounded(input, Add is { } add ? number + add : number * Multiply!.Value) : value;
    }

    internal JsonNode? ToJson() => Add is { } add ? new JsonObject { ["add"] = add }
        : Multiply is { } factor ? new JsonObject { ["multiply"] = factor }
        : To switch { null => null, string text => text, bool flag => flag, double number => number, _ => To.ToString() };
}
