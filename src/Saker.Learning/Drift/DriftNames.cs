using System.Text.Json;
using Saker.Data;

namespace Saker.Learning.Drift;

/// <summary>Names of measures and methods as people write them: in snake case, as in a report's JSON.</summary>
public static class DriftNames
{
    public static string Of<T>(T value)
        where T : struct, Enum => JsonNamingPolicy.SnakeCaseLower.ConvertName(value.ToString());

    /// <summary>Null for null.</summary>
    /// <exception cref="SakerException">There is none of that name; the message lists those there are.</exception>
    public static T? Parse<T>(string? text, string field)
        where T : struct, Enum
    {
        if (text is null)
            return null;
        foreach (var value in Enum.GetValues<T>())
            if (Of(value) == text)
                return value;
        throw new SakerException(ErrorKind.InvalidInput, $"{field} is '{text}'; use one of {List<T>()}.", field);
    }

    public static string List<T>()
        where T : struct, Enum => string.Join(", ", Enum.GetValues<T>().Select(Of));
}
