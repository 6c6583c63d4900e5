using Saker.Testing;

namespace Saker.Platform.Tests;

/// <summary>A block of the documentation that a test runs, so that it stays true: it stands behind <c>&lt;!-- example: NAME --&gt;</c>.</summary>
internal static class DocumentationExample
{
    public static string Read(string path, string name)
    {
        var lines = File.ReadAllLines(Path.Combine(Checkout.Root, path));
        var mark = Array.IndexOf(lines, $"<!-- example: {name} -->");
        Assert.True(mark >= 0 && lines[mark + 1].StartsWith("```", StringComparison.Ordinal), $"{path} has no example '{name}'.");
        return string.Join('\n', lines.Skip(mark + 2).TakeWhile(line => line != "```"));
    }
}
