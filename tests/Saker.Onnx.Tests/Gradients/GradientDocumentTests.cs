using System.Runtime.CompilerServices;
using System.Text.RegularExpressions;
using Saker.Onnx.Gradients;

namespace Saker.Onnx.Tests.Gradients;

/// <summary>The documentation says which operators have rules.</summary>
public sealed partial class GradientDocumentTests
{
    [Fact]
    public void The_page_names_every_operator_that_has_a_rule()
    {
        var page = File.ReadAllText(Path.Combine(Path.GetDirectoryName(Here())!, "../../../docs/neural-graphs.md"));
        var listed = page[page.IndexOf("There are rules for:", StringComparison.Ordinal)..page.IndexOf("Largest elements that tie", StringComparison.Ordinal)];
        Assert.Equal(GradientBuilder.Operators, Name().Matches(listed).Select(match => match.Groups[1].Value).Order(StringComparer.Ordinal));
    }

    private static string Here([CallerFilePath] string path = "") => path;

    [GeneratedRegex("`(\\w+)`")]
    private static partial Regex Name();
}
