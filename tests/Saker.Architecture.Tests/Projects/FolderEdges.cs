using Saker.Architecture.Tests.Sources;

namespace Saker.Architecture.Tests.Projects;

/// <summary>The rule that a folder of a project uses only those sibling folders that a table allows.</summary>
internal sealed class FolderEdges(string projectFolder, string rootNamespace, DependencyTable table)
{
    public static string? FolderOf(string path, string projectFolder)
    {
        var rest = path[(projectFolder.Length + 1)..];
        return rest.IndexOf('/') is > 0 and var end ? rest[..end] : null;
    }

    public IEnumerable<string> Broken(SourceFile file)
    {
        var own = FolderOf(file.Path, projectFolder);
        if (own is null)
            yield break;
        foreach (var (name, isType, line) in NamesUsed.In(file.Root))
        {
            var used = table.Rows.FirstOrDefault(folder => Names(name, isType, folder));
            if (used is not null && used != own && !table.Allows(own, used))
                yield return $"{file.Path}({line}) uses {name}; {table.Describe(own)}";
        }
    }

    // Inside a namespace the last parts of a sibling's name are enough. Registry.ModelVersion is that only where a type
    // stands; in an expression it may as well be a property called Registry.
    private bool Names(string name, bool isType, string folder) =>
        NamesUsed.IsIn(name, $"{rootNamespace}.{folder}")
        || NamesUsed.IsIn(name, $"{rootNamespace[(rootNamespace.LastIndexOf('.') + 1)..]}.{folder}")
        || (isType && NamesUsed.IsIn(name, folder));
}
