using System.Text.Json;
using Saker.Data;
using Saker.Learning.Models;

namespace Saker.Platform.Serving.Explaining;

/// <summary>Rows as objects of their columns, for the model that is asked about them.</summary>
public static class AskedRows
{
    /// <param name="rows">JSON objects; members that the model does not take are ignored.</param>
    /// <param name="signature">What it takes.</param>
    /// <param name="place">What the caller calls them.</param>
    /// <exception cref="SakerException">There are none, one is no object, lacks a column, or a value is of another kind; every problem is named.</exception>
    public static Table Read(IReadOnlyList<JsonElement> rows, Signature signature, string place)
    {
        var problems = new ProblemList(100);
        if (rows.Count == 0)
            problems.Add(null, place, "there is no row.");
        for (var row = 0; row < rows.Count; row++)
        {
            if (rows[row].ValueKind != JsonValueKind.Object)
            {
                problems.Add(row + 1, place, "is no object of columns.");
                continue;
            }
            foreach (var input in signature.Inputs)
            {
                if (!rows[row].TryGetProperty(input.Name, out var value))
                    problems.Add(row + 1, input.Name, $"is missing; give a {input.Type.Name()}, or null where there is none.");
                else if (!Fits(input, value))
                    problems.Add(row + 1, input.Name, $"is {value.GetRawText()}, which is no {input.Type.Name()}.");
            }
        }
        problems.ThrowIfAny("The rows do not have the columns that the model takes.");
        return new Table(signature.Inputs.Select(input => Column(input, rows)));
    }

    private static bool Fits(SignatureColumn input, JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Null => true,
        JsonValueKind.String => input.Type == ColumnType.Text,
        JsonValueKind.Number or JsonValueKind.True or JsonValueKind.False => input.Type != ColumnType.Text,
        _ => false,
    };

    private static Column Column(SignatureColumn input, IReadOnlyList<JsonElement> rows)
    {
        var values = rows.Select(row => row.GetProperty(input.Name)).ToList();
        return input.Type == ColumnType.Text
            ? Data.Column.OfText(input.Name, [.. values.Select(value => value.ValueKind == JsonValueKind.Null ? null : value.GetString())])
            : Data.Column.OfNumbers(input.Name, [.. values.Select(value => value.ValueKind switch { JsonValueKind.Null => double.NaN, JsonValueKind.True => 1, JsonValueKind.False => 0, _ => value.GetDouble() })]);
    }
}
