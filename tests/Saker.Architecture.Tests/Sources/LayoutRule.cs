using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Saker.Architecture.Tests.Sources;

/// <summary>Where a type lies: one to a file, the file named as the type, the folder as the namespace.</summary>
internal static class LayoutRule
{
    private static readonly string[] s_forbiddenFolders =
        ["Helpers", "Helper", "Utils", "Util", "Utilities", "Managers", "Manager", "Common", "Misc", "Services", "Service", "Models"];

    // The one place where "Models" is a capability, and the tests that mirror it.
    private static readonly string[] s_whatAModelIs = ["src/Saker.Learning/Models/", "tests/Saker.Learning.Tests/Models/"];

    /// <param name="file">The file.</param>
    /// <param name="projectFolder">The folder of its project, relative to the root; its name is the root namespace.</param>
    public static IEnumerable<string> WrongNamespace(SourceFile file, string projectFolder)
    {
        var expected = string.Join('.', file.Path[(projectFolder.LastIndexOf('/') + 1)..].Split('/')[..^1]);
        return file.Root.DescendantNodes().OfType<BaseNamespaceDeclarationSyntax>()
            .Select(declaration => declaration.Name.ToString())
            .Where(actual => actual != expected)
            .Select(actual => $"{file.Path} declares namespace {actual}; its folder says {expected}");
    }

    /// <summary>Top-level types outside any namespace; only the statements of a program need none.</summary>
    public static IEnumerable<string> NoNamespace(SourceFile file) =>
        file.Root.Members.Where(IsType).Select(type => $"{file.Path} declares {NameOf(type)} outside a namespace");

    public static IEnumerable<string> SeveralTypes(SourceFile file)
    {
        var names = Types(file).Select(NameOf).Distinct().ToList();
        if (names.Count > 1)
            yield return $"{file.Path} declares {string.Join(", ", names)}";
    }

    /// <summary><c>Name.cs</c>, <c>Name.Part.cs</c> of a partial type, <c>Name{T}.cs</c> of a generic one.</summary>
    public static IEnumerable<string> WrongFileName(SourceFile file)
    {
        var stem = System.IO.Path.GetFileName(file.Path).Split('.', '{')[0];
        return Types(file).Take(1).Select(NameOf).Where(name => name != stem).Select(name => $"{file.Path} declares {name}");
    }

    public static IEnumerable<string> ForbiddenFolder(string path) => path.Split('/')[..^1]
        .Where(folder => s_forbiddenFolders.Contains(folder, StringComparer.OrdinalIgnoreCase))
        .Where(folder => folder != "Models" || !s_whatAModelIs.Any(allowed => path.StartsWith(allowed, StringComparison.Ordinal)))
        .Select(folder => $"{path} lies in a folder '{folder}'");

    // A type that no other file can see may lie beside the one it serves.
    private static IEnumerable<MemberDeclarationSyntax> Types(SourceFile file) => file.Root.Members
        .Concat(file.Root.Members.OfType<BaseNamespaceDeclarationSyntax>().SelectMany(space => space.Members))
        .Where(member => IsType(member) && !member.Modifiers.Any(SyntaxKind.FileKeyword));

    private static bool IsType(MemberDeclarationSyntax member) => member is BaseTypeDeclarationSyntax or DelegateDeclarationSyntax;

    private static string NameOf(MemberDeclarationSyntax member) => member is DelegateDeclarationSyntax @delegate ? @delegate.Identifier.Text : ((BaseTypeDeclarationSyntax)member).Identifier.Text;
}
