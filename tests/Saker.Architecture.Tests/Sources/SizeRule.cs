using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Saker.Architecture.Tests.Sources;

/// <summary>How long files and the bodies of code in them may be.</summary>
internal static class SizeRule
{
    public const int MaxFileLines = 400;
    public const int MaxMethodLines = 70;

    public static IEnumerable<string> LongFile(string path, string text)
    {
        var lines = text.AsSpan().TrimEnd('\n').Count('\n') + 1;
        if (lines > MaxFileLines)
            yield return $"{path} has {lines} lines";
    }

    public static IEnumerable<string> LongMethods(SourceFile file)
    {
        foreach (var node in file.Root.DescendantNodes())
        {
            if (NameOf(node) is { } name && Lines(node) is var lines && lines > MaxMethodLines)
                yield return $"{file.Path}({FirstLine(node) + 1}) {name} has {lines} lines";
        }
        var statements = file.Root.Members.OfType<GlobalStatementSyntax>().Where(statement => statement.Statement is not LocalFunctionStatementSyntax).ToList();
        if (statements.Count > 0 && statements.Sum(Lines) is var sum && sum > MaxMethodLines)
            yield return $"{file.Path}({FirstLine(statements[0]) + 1}) the program has {sum} lines";
    }

    private static string? NameOf(SyntaxNode node) => node switch
    {
        MethodDeclarationSyntax method => method.Identifier.Text,
        ConstructorDeclarationSyntax constructor => constructor.Identifier.Text,
        BaseMethodDeclarationSyntax other => other.Kind().ToString(),
        LocalFunctionStatementSyntax function => function.Identifier.Text,
        AccessorDeclarationSyntax accessor => accessor.Keyword.Text,
        PropertyDeclarationSyntax { ExpressionBody: not null } property => property.Identifier.Text,
        IndexerDeclarationSyntax { ExpressionBody: not null } => "this[]",
        _ => null,
    };

    // From the declaration to the end of its body; attributes and documentation do not count.
    private static int Lines(SyntaxNode node) => node.GetLocation().GetLineSpan().EndLinePosition.Line - FirstLine(node) + 1;

    private static int FirstLine(SyntaxNode node)
    {
        var attributes = node.ChildNodes().OfType<AttributeListSyntax>().LastOrDefault();
        var first = attributes is null ? node.GetFirstToken() : attributes.GetLastToken().GetNextToken();
        return first.GetLocation().GetLineSpan().StartLinePosition.Line;
    }
}
