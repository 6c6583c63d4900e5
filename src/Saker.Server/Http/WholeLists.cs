using Saker.Data;

namespace Saker.Server.Http;

/// <summary>Lists of a body.</summary>
internal static class WholeLists
{
    /// <summary>A list without empty entries; an empty one where it is left out.</summary>
    /// <exception cref="SakerException">An entry is nothing; it is named.</exception>
    public static IReadOnlyList<T> Of<T>(IReadOnlyList<T>? list, string field)
    {
        for (var i = 0; i < list?.Count; i++)
            if (list[i] is null)
                throw new SakerException(ErrorKind.InvalidInput, "Nothing (null) stands in the list; leave it out.", $"{field}[{i}]");
        return list ?? [];
    }
}
