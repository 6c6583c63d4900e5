using System.Collections;
using System.Text.Json.Nodes;

namespace Saker.Server.Http;

/// <summary>What a value of a kind is to somebody who writes JSON or an address.</summary>
internal static class ValueWords
{
    private static readonly Dictionary<string, string> s_ofNames = new(StringComparer.Ordinal)
    {
        ["bool"] = "true or false", ["Boolean"] = "true or false",
        ["int"] = "a whole number", ["Int32"] = "a whole number", ["long"] = "a whole number", ["Int64"] = "a whole number",
        ["double"] = "a number", ["Double"] = "a number",
        ["DateTimeOffset"] = "a time such as 2026-01-31T12:00:00Z", ["DateTime"] = "a time such as 2026-01-31T12:00:00Z",
        ["Guid"] = "an id",
    };

    public static string Of(Type type)
    {
        var plain = Nullable.GetUnderlyingType(type) ?? type;
        if (plain == typeof(string))
            return "a text";
        if (s_ofNames.TryGetValue(plain.Name, out var word))
            return word;
        if (plain.IsEnum)
            return $"one of {string.Join(", ", Enum.GetNames(plain).Select(name => name.ToLowerInvariant()))}";
        if (plain.IsPrimitive)
            return "a number";
        if (plain == typeof(JsonObject))
            return "an object";
        var isMap = plain.GetInterfaces().Append(plain).Any(one => one.IsGenericType && one.GetGenericTypeDefinition() == typeof(IReadOnlyDictionary<,>));
        return !isMap && typeof(IEnumerable).IsAssignableFrom(plain) ? "a list" : "an object";
    }

    /// <summary>By the name that the framework's messages have, such as <c>Nullable&lt;int&gt;</c>.</summary>
    public static string OfName(string type)
    {
        var plain = type.StartsWith("Nullable<", StringComparison.Ordinal) ? type["Nullable<".Length..^1] : type.TrimEnd('?');
        return s_ofNames.GetValueOrDefault(plain, "another value");
    }
}
