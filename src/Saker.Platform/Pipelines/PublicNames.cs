using System.Text.Json;
using Saker.Data;

namespace Saker.Platform.Pipelines;

/// <summary>The members of an enumeration as pipeline files name them: in snake case.</summary>
internal static class PublicNames
{
    public static string Of<T>(T value)
        where T : struct, Enum => JsonNamingPolicy.SnakeCaseLower.ConvertName(value.ToString());

    /// <summary>The member that a key names; reports one that is not known.</summary>
    public static T Read<T>(Settings settings, string key, T fallback)
        where T : struct, Enum
    {
        var name = settings.Choice(key, Of(fallback), [.. Enum.GetValues<T>().Select(Of)]);
        return Enum.GetValues<T>().First(value => Of(value) == name);
    }
}
