namespace Saker.Onnx.Tests.Conformance;

/// <summary>One of ONNX's published cases: a model, and sets of inputs with the outputs they must give.</summary>
internal sealed record PublishedCase(string Family, string Name, string Folder)
{
    private const string Package = "libonnx-testdata";
    private const string Root = "/usr/share/libonnx-testdata/data";

    public string ModelPath => Path.Combine(Folder, "model.onnx");

    public IEnumerable<string> DataSets => Directory.EnumerateDirectories(Folder, "test_data_set_*").Order(StringComparer.Ordinal);

    /// <summary>All cases of a family in order of name; skips the test, saying why, where the package is not installed.</summary>
    public static IReadOnlyList<PublishedCase> Of(string family)
    {
        var folder = Path.Combine(Root, family);
        Assert.SkipUnless(Directory.Exists(folder), $"ONNX's published test data are not installed: {folder} is missing. Install Debian's package {Package} (apt-get install {Package}).");
        return [.. Directory.EnumerateDirectories(folder).Order(StringComparer.Ordinal).Select(path => new PublishedCase(family, Path.GetFileName(path), path)).Where(found => File.Exists(found.ModelPath))];
    }

    public override string ToString() => $"{Family}/{Name}";
}
