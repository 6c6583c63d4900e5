using System.Globalization;
using Saker.Data;
using Saker.Learning.Models;

namespace Saker.Learning.Behaviour.Running;

/// <summary>Draws real rows.</summary>
internal static class RowDraw
{
    /// <summary>At most <paramref name="count"/> rows in the order of the data, each by chance as likely as any other.</summary>
    /// <exception cref="SakerException">An input of the model is not in the data, or of another kind; all are reported.</exception>
    public static IEnumerable<BehaviourRow> From(Table? rows, Signature signature, int count, int seed)
    {
        if (rows is null || rows.RowCount == 0 || count == 0)
            return [];
        var problems = signature.Inputs.Where(input => rows.Find(input.Name) is not { } column || ModelInputs.Find(column.Type) != ModelInputs.Find(input.Type))
            .Select(input => new Problem(input.Name, $"the data have no {input.Type.Name()} column of this name, which the model takes.")).ToList();
        if (problems.Count > 0)
            throw new SakerException(ErrorKind.InvalidInput, "The data do not have the columns that the model takes.", problems);
        int[] order = [.. Enumerable.Range(0, rows.RowCount)];
        Xoshiro256.Of(seed, -1).Shuffle(order);
        int[] drawn = [.. order.Take(count).Order()];
        var columns = signature.Inputs.Select(input => (Input: input, Column: rows.Get(input.Name).Take(drawn))).ToArray();
        return Enumerable.Range(0, drawn.Length).Select(row => new BehaviourRow($"row {drawn[row] + 1} of the data", [.. columns.Select(pair => Cell(pair.Input, pair.Column, row))]));
    }

    private static object? Cell(SignatureColumn input, Column column, int row) => column.GetValue(row) switch
    {
        null or "" or double.NaN or float.NaN => null,
        string text => text,
        bool flag when input.Type == ColumnType.Boolean => flag,
        bool flag => flag ? 1.0 : 0.0,
        var number when input.Type == ColumnType.Boolean => Convert.ToDouble(number, CultureInfo.InvariantCulture) != 0,
        var number => Convert.ToDouble(number, CultureInfo.InvariantCulture),
    };
}
