using System.Globalization;
using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Saker.Data;

namespace Saker.Server.Http.Mlflow.Wire;

/// <summary>
/// The fields of an object that a caller sent, or of a query: read by name, with what is wrong told as MLflow tells it and at
/// the place where it is, such as <c>metrics[3].value</c>. A field that is null counts as not set; unknown fields are ignored.
/// </summary>
internal readonly struct MlflowFields
{
    private readonly JsonElement _object;
    private readonly IQueryCollection? _query;
    private readonly string _place;

    public MlflowFields(JsonElement value, string place)
    {
        _object = value;
        _place = place;
    }

    public MlflowFields(IQueryCollection query)
    {
        _query = query;
        _place = "";
    }

    /// <summary>The text, which must be there and not be empty.</summary>
    public string Required(string name) => Text(name) is { Length: > 0 } text ? text : throw Missing(name);

    /// <summary>The text under the first of several names that is set, which must be there: old clients use others.</summary>
    public string Required(string name, string otherName) => Text(name) is { Length: > 0 } text ? text : Text(otherName) is { Length: > 0 } other ? other : throw Missing(name);

    /// <summary>The text; null when it is not set.</summary>
    public string? Text(string name)
    {
        if (_query is not null)
            return _query.TryGetValue(name, out var values) && values.Count > 0 ? Checked(name, values[^1] ?? "") : null;
        return Find(name) is { } value ? TextOf(name, value) : null;
    }

    /// <summary>The whole number; null when it is not set. Also as a text, as protobuf writes 64 bits.</summary>
    public long? Integer(string name)
    {
        if (_query is not null || Find(name) is { ValueKind: JsonValueKind.String })
            return Text(name) is not { Length: > 0 } text ? null : long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var parsed) ? parsed : throw Invalid(name, Quote(text), "it must be a whole number");
        if (Find(name) is not { } value)
            return null;
        if (value.ValueKind == JsonValueKind.Number && (value.TryGetInt64(out var number) || (value.TryGetDouble(out var real) && real == Math.Floor(real) && Math.Abs(real) < 9e15 && (number = (long)real) == real)))
            return number;
        throw Invalid(name, value.GetRawText(), "it must be a whole number");
    }

    /// <summary>The number, which may be a text such as NaN or Infinity; null when it is not set.</summary>
    public double? Number(string name) => Find(name) switch
    {
        null => null,
        { ValueKind: JsonValueKind.Number } value => value.GetDouble(),
        { ValueKind: JsonValueKind.String } value => TextOf(name, value) switch
        {
            "NaN" => double.NaN,
            "Infinity" => double.PositiveInfinity,
            "-Infinity" => double.NegativeInfinity,
            var text when double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) => number,
            var text => throw Invalid(name, Quote(text), "it must be a number"),
        },
        { } value => throw Invalid(name, value.GetRawText(), "it must be a number"),
    };

    /// <summary>Whether it is set to true.</summary>
    /// <param name="name">The field.</param>
    /// <param name="otherwise">What holds when it is not set.</param>
    public bool Flag(string name, bool otherwise = false)
    {
        if (_query is not null)
            return Text(name) is { } text ? text.Equals("true", StringComparison.OrdinalIgnoreCase) || text == "1" : otherwise;
        return Find(name) switch
        {
            null => otherwise,
            { ValueKind: JsonValueKind.False } => false,
            { ValueKind: JsonValueKind.True } => true,
            { } value => throw Invalid(name, value.GetRawText(), "it must be true or false"),
        };
    }

    /// <summary>The texts of a list; empty when it is not set.</summary>
    public IReadOnlyList<string> Texts(string name)
    {
        if (_query is not null)
        {
            var fields = this;
            return _query.TryGetValue(name, out var values) ? [.. values.Select(value => fields.Checked(name, value ?? ""))] : [];
        }
        List<string> texts = [];
        foreach (var value in List(name))
            texts.Add(TextOf($"{name}[{texts.Count}]", value));
        return texts;
    }

    /// <summary>The objects of a list; empty when it is not set.</summary>
    public IReadOnlyList<MlflowFields> Objects(string name)
    {
        List<MlflowFields> objects = [];
        foreach (var value in List(name))
        {
            var item = $"{name}[{objects.Count}]";
            objects.Add(value.ValueKind == JsonValueKind.Object ? new MlflowFields(value, PlaceOf(item) + ".") : throw Invalid(item, value.GetRawText(), "it must be an object"));
        }
        return objects;
    }

    /// <summary>An object; null when it is not set.</summary>
    public MlflowFields? Object(string name) => Find(name) switch
    {
        null => null,
        { ValueKind: JsonValueKind.Object } value => new MlflowFields(value, PlaceOf(name) + "."),
        { } value => throw Invalid(name, value.GetRawText(), "it must be an object"),
    };

    /// <summary>Where a field is, such as <c>metrics[3].key</c>.</summary>
    public string PlaceOf(string name) => _place + name;

    public SakerException Missing(string name) => new(ErrorKind.InvalidInput, $"Missing value for required parameter '{PlaceOf(name)}'.", PlaceOf(name));

    /// <param name="name">The field.</param>
    /// <param name="json">Its value as JSON.</param>
    /// <param name="reason">What would be right.</param>
    public SakerException Invalid(string name, string json, string reason)
    {
        const int maxShown = 200;
        var shown = json.Length <= maxShown ? json : json[..maxShown] + "...";
        return new SakerException(ErrorKind.InvalidInput, $"Invalid value {shown} for parameter '{PlaceOf(name)}' supplied: {reason}.", PlaceOf(name));
    }

    public static string Quote(string text) => JsonEncodedText.Encode(text) is var encoded ? $"\"{encoded}\"" : "";

    private JsonElement? Find(string name)
    {
        if (_query is not null)
            return null;
        try
        {
            return _object.ValueKind == JsonValueKind.Object && _object.TryGetProperty(name, out var value) && value.ValueKind != JsonValueKind.Null ? value : null;
        }
        catch (InvalidOperationException exception)
        {
            throw Rows.JsonBody.NoUnicode(exception);
        }
    }

    private JsonElement.ArrayEnumerator List(string name) => Find(name) switch
    {
        null => default,
        { ValueKind: JsonValueKind.Array } value => value.EnumerateArray(),
        { } value => throw Invalid(name, value.GetRawText(), "it must be a list"),
    };

    private string TextOf(string name, JsonElement value)
    {
        try
        {
            return value.ValueKind switch
            {
                JsonValueKind.String => Checked(name, value.GetString()!),
                // Ids are numbers to some clients.
                JsonValueKind.Number => value.GetRawText(),
                _ => throw Invalid(name, value.GetRawText(), "it must be a string"),
            };
        }
        catch (InvalidOperationException exception)
        {
            throw Rows.JsonBody.NoUnicode(exception);
        }
    }

    // PostgreSQL keeps no such character.
    private string Checked(string name, string text) => text.Contains('\0', StringComparison.Ordinal) ? throw Invalid(name, Quote(text), "it must not hold the character U+0000") : text;
}
