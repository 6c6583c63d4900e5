using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Saker.Architecture.Tests.Sources;

/// <summary>A C# file of the repository and its syntax.</summary>
internal sealed record SourceFile
{
    private static readonly Lazy<IReadOnlyList<SourceFile>> s_all = new(() =>
        [.. Checkout.Files.Where(IsSource).AsParallel().AsOrdered().Select(path => Parse(path, Checkout.Read(path)))]);

    /// <summary>Relative to the root, with forward slashes.</summary>
    public required string Path { get; init; }

    public required string Text { get; init; }

    public required CompilationUnitSyntax Root { get; init; }

    /// <summary>Every hand-written C# file of the repository.</summary>
    public static IReadOnlyList<SourceFile> All => s_all.Value;

    public static IEnumerable<SourceFile> Below(string folder) => All.Where(file => file.Path.StartsWith(folder + "/", StringComparison.Ordinal));

    public static SourceFile Parse(string path, string text) => new()
    {
        Path = path,
        Text = text,
        Root = (CompilationUnitSyntax)CSharpSyntaxTree.ParseText(text, CSharpParseOptions.Default.WithLanguageVersion(LanguageVersion.Preview)).GetRoot(),
    };

    private static bool IsSource(string path) => path.EndsWith(".cs", StringComparison.Ordinal) && !path.EndsWith(".g.cs", StringComparison.Ordinal);
}
