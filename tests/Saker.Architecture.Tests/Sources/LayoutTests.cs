namespace Saker.Architecture.Tests.Sources;

public class LayoutTests
{
    [Fact]
    public void The_namespace_is_the_folder() =>
        Offenders.None(
            from project in Checkout.Files.Where(path => path.EndsWith(".csproj", StringComparison.Ordinal) && !path.StartsWith("examples/", StringComparison.Ordinal))
            let folder = Path.GetDirectoryName(project)!.Replace('\\', '/')
            from file in SourceFile.Below(folder)
            from offender in LayoutRule.WrongNamespace(file, folder)
            select offender,
            "Move the file or rename the namespace.");

    [Fact]
    public void Every_type_has_a_namespace() =>
        Offenders.None(SourceFile.All.Where(file => !file.Path.StartsWith("examples/", StringComparison.Ordinal)).SelectMany(LayoutRule.NoNamespace), "Declare the namespace of its folder.");

    [Fact]
    public void A_file_declares_one_type() =>
        Offenders.None(SourceFile.All.SelectMany(LayoutRule.SeveralTypes), "Give each type a file, nest what only one of them uses, or make it 'file'-local.");

    [Fact]
    public void A_file_is_named_as_its_type() => Offenders.None(SourceFile.All.SelectMany(LayoutRule.WrongFileName), "Rename the file or the type.");

    [Fact]
    public void Folders_are_named_after_capabilities() =>
        Offenders.None(Checkout.Files.SelectMany(LayoutRule.ForbiddenFolder), "Name the folder after what it does for its users.");

    [Fact]
    public void A_namespace_apart_from_its_folder_is_found()
    {
        const string text = "namespace Saker.Data.Checks;\nclass A;";

        Assert.Empty(LayoutRule.WrongNamespace(SourceFile.Parse("src/Saker.Data/Checks/A.cs", text), "src/Saker.Data"));
        Assert.Equal(
            ["src/Saker.Data/Profiles/A.cs declares namespace Saker.Data.Checks; its folder says Saker.Data.Profiles"],
            LayoutRule.WrongNamespace(SourceFile.Parse("src/Saker.Data/Profiles/A.cs", text), "src/Saker.Data"));
        Assert.NotEmpty(LayoutRule.NoNamespace(SourceFile.Parse("src/Saker.Data/A.cs", "class A;")));
        Assert.Empty(LayoutRule.NoNamespace(SourceFile.Parse("src/Saker.Cli/Program.cs", "return 0;")));
    }

    [Fact]
    public void A_second_type_is_found_and_nested_file_local_and_partial_ones_are_not()
    {
        Assert.Equal(["A.cs declares A, B"], LayoutRule.SeveralTypes(SourceFile.Parse("A.cs", "namespace N; class A; enum B;")));
        Assert.Equal(["A.cs declares A, D"], LayoutRule.SeveralTypes(SourceFile.Parse("A.cs", "namespace N; class A; delegate void D();")));
        Assert.Empty(LayoutRule.SeveralTypes(SourceFile.Parse("A.cs", "namespace N; partial class A { class B; } partial class A; file class C;")));
    }

    [Theory]
    [InlineData("x/Column.cs", true)]
    [InlineData("x/Column{T}.cs", true)]
    [InlineData("x/Column.Reading.cs", true)]
    [InlineData("x/Columns.cs", false)]
    public void The_file_name_is_the_type_name(string path, bool right) =>
        Assert.Equal(right, !LayoutRule.WrongFileName(SourceFile.Parse(path, "namespace N; partial class Column<T>;")).Any());

    [Theory]
    [InlineData("src/Saker.Data/Utils/A.cs", 1)]
    [InlineData("src/Saker.Platform/Models/A.cs", 1)]
    [InlineData("src/Saker.Learning/Models/A.cs", 0)]
    [InlineData("src/Saker.Learning/Trainers/Models/A.cs", 1)]
    [InlineData("tests/Saker.Learning.Tests/Models/A.cs", 0)]
    [InlineData("src/Saker.Data/Checks/Utils.cs", 0)]
    public void Folders_that_name_no_capability_are_found(string path, int count) => Assert.Equal(count, LayoutRule.ForbiddenFolder(path).Count());
}
