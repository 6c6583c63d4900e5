using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Saker.Architecture.Tests.Projects;

internal static class NamesUsed
{
    /// <summary>Every dotted name that the code writes, the longest form of each, with its line: from <c>using</c>s, types and expressions.</summary>
    public static IEnumerable<(string Name, bool IsType, int Line)> In(SyntaxNode root)
    {
        foreach (var node in root.DescendantNodes())
        {
            if (node is not (QualifiedNameSyntax or MemberAccessExpressionSyntax or AliasQualifiedNameSyntax) && node.Parent is not UsingDirectiveSyntax)
                continue;
            if (node is not (NameSyntax or MemberAccessExpressionSyntax) || node.Parent is QualifiedNameSyntax or MemberAccessExpressionSyntax or BaseNamespaceDeclarationSyntax)
                continue;
            yield return (node.ToString().Replace("global::", ""), node is QualifiedNameSyntax, node.GetLocation().GetLineSpan().StartLinePosition.Line + 1);
        }
    }

    /// <summary>Whether a dotted name is the namespace or lies in it.</summary>
    public static bool IsIn(string name, string space) => name == space || name.StartsWith(space + ".", StringComparison.Ordinal);
}
