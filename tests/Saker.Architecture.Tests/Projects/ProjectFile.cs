using System.Xml.Linq;

namespace Saker.Architecture.Tests.Projects;

internal sealed record ProjectFile
{
    /// <summary>Relative to the root.</summary>
    public required string Path { get; init; }

    public required string Name { get; init; }

    /// <summary>Names of the projects that this one refers to itself.</summary>
    public required IReadOnlyList<string> References { get; init; }

    /// <summary>All project files below a folder of the repository.</summary>
    public static IReadOnlyList<ProjectFile> Below(string folder) =>
        [.. Checkout.Files.Where(path => path.StartsWith(folder + "/", StringComparison.Ordinal) && path.EndsWith(".csproj", StringComparison.Ordinal)).Select(Load)];

    private static ProjectFile Load(string path) => new()
    {
        Path = path,
        Name = System.IO.Path.GetFileNameWithoutExtension(path),
        References = [.. XDocument.Parse(Checkout.Read(path)).Descendants("ProjectReference")
            .Select(reference => System.IO.Path.GetFileNameWithoutExtension(reference.Attribute("Include")!.Value.Replace('\\', '/')))],
    };
}
