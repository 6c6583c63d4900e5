namespace Saker.Architecture.Tests.Sources;

public class SizeTests
{
    private static readonly string[] s_kinds = [".cs", ".razor", ".css", ".js", ".py", ".sh", ".sql", ".proto"];

    [Fact]
    public void No_file_is_longer_than_the_limit() =>
        Offenders.None(
            from path in Checkout.Files
            where s_kinds.Contains(Path.GetExtension(path)) || path == "saker"
            from offender in SizeRule.LongFile(path, Checkout.Read(path))
            select offender,
            $"The limit is {SizeRule.MaxFileLines} lines, the aim 200. Find the second thing that the file does and give it a file.");

    [Fact]
    public void No_method_is_longer_than_the_limit() =>
        Offenders.None(SourceFile.All.SelectMany(SizeRule.LongMethods), $"The limit is {SizeRule.MaxMethodLines} lines, the aim 30. Name the steps and make them methods.");

    [Fact]
    public void A_file_is_measured_without_its_last_line_break()
    {
        Assert.Empty(SizeRule.LongFile("A.cs", Text(400)));
        Assert.Empty(SizeRule.LongFile("A.cs", Text(400) + "\n"));
        Assert.Equal(["A.cs has 401 lines"], SizeRule.LongFile("A.cs", Text(401)));
    }

    [Theory]
    [InlineData("class A\n{\n    /// <summary>Not counted.</summary>\n    [Fact]\n    void M()\n    {\n", "    }\n}", "M has 71 lines", 5)]
    [InlineData("class A\n{\n    public A()\n    {\n", "    }\n}", "A has 71 lines", 3)]
    [InlineData("class A\n{\n    int P\n    {\n        get\n        {\n", "        }\n    }\n}", "get has 71 lines", 5)]
    [InlineData("void F()\n{\n", "}", "F has 71 lines", 1)]
    public void A_long_body_is_named_with_its_line_and_length(string head, string tail, string expected, int line)
    {
        Assert.Equal([$"A.cs({line}) {expected}"], SizeRule.LongMethods(SourceFile.Parse("A.cs", head + Text(68) + "\n" + tail)));
        Assert.Empty(SizeRule.LongMethods(SourceFile.Parse("A.cs", head + Text(67) + "\n" + tail)));
    }

    [Fact]
    public void The_statements_of_a_program_count_as_one_method()
    {
        Assert.Equal(["Program.cs(1) the program has 71 lines"], SizeRule.LongMethods(SourceFile.Parse("Program.cs", Text(71))));
        Assert.Empty(SizeRule.LongMethods(SourceFile.Parse("Program.cs", Text(70))));
    }

    private static string Text(int lines) => string.Join('\n', Enumerable.Repeat("    ;", lines));
}
