namespace Saker.Server.Tests.Cli;

/// <summary>What docs/explanation.md shows, done as it stands there on the files of examples/explanation.</summary>
public sealed class ExplanationDocumentTests
{
    [Fact]
    public async Task Commands_of_the_document_do_what_it_says()
    {
        using var folder = new CliFolder();
        foreach (var file in Directory.EnumerateFiles(Path.Combine(CliFolder.Checkout, "examples", "explanation")))
            File.Copy(file, Path.Combine(folder.Path, Path.GetFileName(file)));
        var block = await DocumentedCommands.ReadAsync("explanation.md", "commands");
        Assert.True(block.Count > 15, "The document has no commands.");
        await DocumentedCommands.RunAsync(folder, block);

        const string Row = """{"income":31000,"debt":16500,"age":44,"years_employed":3,"purpose":"other"}""";
        using var explained = await SakerProcess.RunAsync(folder.Path, folder.Home, "explain", "loans@champion", "--row", Row, "--json");
        var row = explained.Json.GetProperty("rows")[0];
        var sum = explained.Json.GetProperty("base").GetDouble() + row.GetProperty("factors").EnumerateArray().Sum(factor => factor.GetProperty("value").GetDouble());
        Assert.Equal(row.GetProperty("total").GetDouble(), sum, 1e-9);

        using var found = await SakerProcess.RunAsync(folder.Path, folder.Home, "explain", "counterfactual", "loans@champion", "--row", Row, "--background", "loans.csv", "--fixed", "purpose", "--range", "debt=12000..", "--json");
        foreach (var change in found.Json.GetProperty("found").EnumerateArray().SelectMany(one => one.GetProperty("changes").EnumerateArray()))
        {
            Assert.NotEqual("purpose", change.GetProperty("column").GetString());
            Assert.True(change.GetProperty("column").GetString() != "debt" || change.GetProperty("to").GetDouble() >= 12_000);
        }

        using var together = await SakerProcess.RunAsync(folder.Path, folder.Home, "explain", "interactions", "loans@champion", "--row", Row, "--json");
        var pairs = together.Json.GetProperty("rows")[0];
        Assert.Equal(pairs.GetProperty("total").GetDouble(), together.Json.GetProperty("base").GetDouble() + pairs.GetProperty("pairs").EnumerateArray().Sum(pair => pair.GetProperty("value").GetDouble()), 1e-9);
        Assert.Equal(row.GetProperty("total").GetDouble(), pairs.GetProperty("total").GetDouble(), 1e-9);

        using var refused = await SakerProcess.RunAsync(folder.Path, folder.Home, "explain", "loans@champion", "--row", """{"income":1}""");
        Assert.Equal(1, refused.ExitCode);
        Assert.Contains("years_employed", refused.Errors, StringComparison.Ordinal);
    }
}
