using Microsoft.AspNetCore.Http;
using Saker.Server.Http.Access;

namespace Saker.Server.Http;

/// <summary>Tags in the form of a page: the known ones as <c>tag:KEY</c>, a new one as <c>key</c> and <c>value</c>.</summary>
internal static class PageTags
{
    private const string Prefix = "tag:";

    /// <summary>Each key with its value; null for one that is to go.</summary>
    public static IReadOnlyDictionary<string, string?> Read(IFormCollection form)
    {
        var tags = new Dictionary<string, string?>(StringComparer.Ordinal);
        foreach (var field in form.Keys.Where(field => field.StartsWith(Prefix, StringComparison.Ordinal)))
            tags[field[Prefix.Length..]] = form.Text(field);
        if (form.Text("key") is { } key)
            tags[key] = form.Text("value") ?? "";
        return tags;
    }
}
