using System.Reflection;
using Saker.Architecture.Tests.Sources;

namespace Saker.Architecture.Tests.Projects;

public class WebFrameworkTests
{
    private const string Framework = "Microsoft.AspNetCore";

    public static TheoryData<string> Below { get; } = ["Saker.Data", "Saker.Onnx", "Saker.Learning", "Saker.Platform", "Saker.Backends.Postgres", "Saker.Backends.S3", "Saker.Client", "Saker.Conformance"];

    [Theory]
    [MemberData(nameof(Below))]
    public void Sources_below_the_server_name_nothing_of_the_web_framework(string project) =>
        Offenders.None(
            from file in SourceFile.Below($"src/{project}")
            from used in NamesUsed.In(file.Root)
            where NamesUsed.IsIn(used.Name, Framework)
            select $"{file.Path}({used.Line}) uses {used.Name}",
            "Keep the web in Saker.Server and Saker.Dashboard; give the capability a method they can call.");

    // Catches what the sources do not spell out: a global using, a type that is only inferred.
    [Theory]
    [MemberData(nameof(Below))]
    public void Assemblies_below_the_server_are_compiled_against_nothing_of_the_web_framework(string project) =>
        Offenders.None(
            from reference in Assembly.Load(project).GetReferencedAssemblies()
            where NamesUsed.IsIn(reference.Name!, Framework)
            select $"{project} is compiled against {reference.Name}",
            "Keep the web in Saker.Server and Saker.Dashboard.");

    [Fact]
    public void A_using_and_a_full_name_are_found()
    {
        var file = SourceFile.Parse("src/X/A.cs", "using Microsoft.AspNetCore.Http;\nclass A { Microsoft.AspNetCore.Builder.WebApplication? b; int c = System.Math.Max(1, 2); }");

        Assert.Equal([1, 2], NamesUsed.In(file.Root).Where(used => NamesUsed.IsIn(used.Name, Framework)).Select(used => used.Line));
    }
}
