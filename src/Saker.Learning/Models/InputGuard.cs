using System.Collections.Frozen;
using Saker.Data;

namespace Saker.Learning.Models;

/// <summary>Checks rows against what a model takes, before the model sees them. Thread-safe.</summary>
/// <remarks>
/// Numbers may come as integers or not, as long as whole numbers come where whole numbers are needed. Numbers outside the range seen in training pass:
/// they are a matter for watching drift, not a mistake of the caller.
/// </remarks>
public sealed class InputGuard
{
    private readonly InputGuardOptions _options;
    private readonly (SignatureColumn Wanted, FrozenSet<string>? Categories)[] _inputs;

    public InputGuard(Signature signature, InputGuardOptions options)
    {
        _options = options;
        _inputs = [.. signature.Inputs.Select(input => (input, options.RejectUnseenCategories ? input.Categories?.ToFrozenSet(StringComparer.Ordinal) : null))];
    }

    /// <summary>Everything that is wrong with the rows, by row and then by column, at most <see cref="InputGuardOptions.MaxProblems"/> and a last one that says that there are more.</summary>
    public IReadOnlyList<Problem> Check(Table rows)
    {
        var found = new List<Problem>();
        foreach (var (wanted, categories) in _inputs)
        {
            if (rows.Find(wanted.Name) is { } column)
                CheckColumn(column, wanted, categories, found);
            else
                found.Add(new Problem(wanted.Name, $"this {InputMessages.Kind(wanted.Type)} is missing."));
        }
        // Columns at fault come first; the sort is stable, so the columns of a row keep their order.
        var ordered = found.OrderBy(problem => problem.Row ?? -1).ToList();
        if (ordered.Count <= _options.MaxProblems)
            return ordered;
        ordered.RemoveRange(_options.MaxProblems, ordered.Count - _options.MaxProblems);
        ordered.Add(new Problem("", $"there are more problems; only the first {_options.MaxProblems} are listed."));
        return ordered;
    }

    /// <exception cref="SakerException">Something is wrong with the rows; see <see cref="SakerException.Problems"/>.</exception>
    public void Require(Table rows)
    {
        if (Check(rows) is { Count: > 0 } problems)
            throw new SakerException(ErrorKind.InvalidInput, "The rows do not fit what the model takes.", problems);
    }

    private void CheckColumn(Column column, SignatureColumn wanted, FrozenSet<string>? categories, List<Problem> problems)
    {
        // A column of nothing but nulls has no type that could be wrong.
        var isAllNull = column.NullCount == column.Length && column.Length > 0;
        if (!isAllNull && !IsSameKind(column.Type, wanted.Type))
        {
            problems.Add(new Problem(wanted.Name, $"{InputMessages.A(column.Type)} was given; {InputMessages.A(wanted.Type)} is needed.", column.Length == 1 ? 0 : null));
            return;
        }
        // One more than is reported, so that the caller can be told that there are more.
        var left = _options.MaxProblems + 1;
        for (var row = 0; row < column.Length && left > 0; row++)
        {
            if (Describe(column, row, wanted, categories) is not { } message)
                continue;
            problems.Add(new Problem(wanted.Name, message, row));
            left--;
        }
    }

    private static bool IsSameKind(ColumnType given, ColumnType wanted) =>
        given == wanted || (IsNumber(given) && IsNumber(wanted)) || (wanted == ColumnType.Boolean && IsNumber(given));

    private static bool IsNumber(ColumnType type) => type.IsNumeric() && type != ColumnType.Boolean;

    private static string? Describe(Column column, int row, SignatureColumn wanted, FrozenSet<string>? categories)
    {
        if (column.IsNull(row))
            return wanted.Nullable ? null : InputMessages.Missing(wanted);
        return column switch
        {
            Column<string> texts => DescribeText(texts.Values.Span[row], wanted, categories),
            Column<double> numbers => DescribeNumber(numbers.Values.Span[row], wanted),
            Column<float> numbers => DescribeNumber(numbers.Values.Span[row], wanted),
            Column<long> numbers => DescribeWhole(numbers.Values.Span[row], wanted.Type),
            Column<int> numbers => DescribeWhole(numbers.Values.Span[row], wanted.Type),
            _ => null,
        };
    }

    private static string? DescribeText(string text, SignatureColumn wanted, FrozenSet<string>? categories)
    {
        if (text.Length == 0)
            return wanted.Nullable ? null : InputMessages.MissingText;
        return categories is null || categories.Contains(text) ? null : InputMessages.Unseen(text, wanted);
    }

    private static string? DescribeNumber(double number, SignatureColumn wanted)
    {
        if (!double.IsFinite(number))
            return InputMessages.NotFinite(number);
        if (wanted.Type is ColumnType.Int32 or ColumnType.Int64 && number != Math.Floor(number))
            return InputMessages.NotWhole(number, wanted);
        return wanted.Type == ColumnType.Boolean && number is not (0 or 1) ? InputMessages.NotBoolean(number) : null;
    }

    private static string? DescribeWhole(long number, ColumnType wanted) =>
        wanted == ColumnType.Boolean && number is not (0 or 1) ? InputMessages.NotBoolean(number) : null;
}
