using System.Text.Json;
using Saker.Data;
using Saker.Learning.Models;

namespace Saker.Platform.Serving.Lifecycle;

/// <summary>Rows to try a model with: those recorded in its folder, else some made of what its signature says.</summary>
internal static class ExampleRows
{
    /// <summary>Where a model folder has them.</summary>
    public const string FileName = "input_example.json";

    /// <summary>The recorded rows, <c>{"columns": [...], "data": [[...]]}</c>; null where there are none.</summary>
    /// <exception cref="SakerException">The file is not what it should be.</exception>
    public static Table? Read(string folder, Signature signature)
    {
        var path = Path.Combine(folder, FileName);
        return File.Exists(path) ? Parse(File.ReadAllBytes(path), signature) : null;
    }

    /// <exception cref="SakerException">It is no such JSON, or a column of the signature is missing or of another type.</exception>
    public static Table? Parse(byte[] json, Signature signature)
    {
        try
        {
            using var document = JsonDocument.Parse(json, new JsonDocumentOptions { MaxDepth = 8 });
            var names = document.RootElement.GetProperty("columns").EnumerateArray().Select(name => name.GetString()!).ToList();
            var rows = document.RootElement.GetProperty("data").EnumerateArray().ToList();
            if (rows.Count == 0)
                return null;
            if (rows.FindIndex(row => row.GetArrayLength() < names.Count) is >= 0 and var at)
                throw new FormatException($"row {at} has {rows[at].GetArrayLength()} values for {names.Count} columns.");
            return new Table([.. signature.Inputs.Select(input => Read(input, names.IndexOf(input.Name), rows))]);
        }
        catch (Exception e) when (e is JsonException or KeyNotFoundException or InvalidOperationException or FormatException)
        {
            throw new SakerException(ErrorKind.InvalidInput, $"The example rows are not of the form {{\"columns\": [...], \"data\": [[...]]}}: {e.Message}", FileName, e);
        }
    }

    /// <summary>One row with values that training saw, as far as the signature knows any.</summary>
    public static Table Make(Signature signature) => new([.. signature.Inputs.Select(Make)]);

    private static Column Make(SignatureColumn input) => input.Type switch
    {
        ColumnType.Text => Column.OfText(input.Name, [input.Categories is [var first, ..] ? first : ""]),
        ColumnType.Boolean => Column.Of<bool>(input.Name, new[] { false }),
        _ => Column.Of<double>(input.Name, new[] { input.Min ?? 0 }),
    };

    private static Column Read(SignatureColumn input, int at, List<JsonElement> rows)
    {
        if (at < 0)
            throw new SakerException(ErrorKind.InvalidInput, $"The example rows do not have the column '{input.Name}'.", input.Name);
        return input.Type == ColumnType.Text
            ? Column.OfText(input.Name, [.. rows.Select(row => row[at].GetString() ?? "")])
            : Column.OfNumbers(input.Name, [.. rows.Select(row => Number(row[at]))]);
    }

    private static double Number(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.True => 1,
        JsonValueKind.False => 0,
        JsonValueKind.Null => double.NaN,
        _ => value.GetDouble(),
    };
}
