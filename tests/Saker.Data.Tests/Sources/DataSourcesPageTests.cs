using Saker.Data.Sources;

namespace Saker.Data.Tests.Sources;

/// <summary>The examples of docs/data-sources.md are read as they stand there.</summary>
public sealed class DataSourcesPageTests : IDisposable
{
    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Each_declared_source_of_the_page_is_read()
    {
        Directory.CreateDirectory(_folder.At("orders"));
        _folder.Add("orders/2024-01.csv", "order;customer;amount;day\n1;7;1.234,50;2024-01-05\n2;8;12,00;2024-01-06\n");
        _folder.Add("orders/2024-02.csv", "order;customer;amount;day\n3;7;80,25;2024-02-01\n4;7;n/a;2024-02-02\n5;7;unknown;2024-02-02\n");
        _folder.Add("customers.json", "[{\"id\": 7, \"at\": {\"city\": \"Wien\"}}, {\"id\": 8, \"at\": {\"city\": \"Graz\"}}]");
        var read = new List<string>();
        foreach (var example in Examples())
        {
            var problems = new List<Problem>();
            var source = SourceSettings.Create(new Settings(YamlText.Parse(example).Values, "", problems).Section("source"), _folder.Path);
            Assert.Empty(problems);
            var table = await source.ReadAllAsync(TestContext.Current.CancellationToken);
            read.Add($"{table.RowCount} {table.Schema}");
        }
        Assert.Equal(["4 order: int64, customer: int64, amount: float64?, day: date", "2 city: text, total: float64"], read);
        Assert.Contains("unknown", await File.ReadAllTextAsync(_folder.At("set-aside.csv"), TestContext.Current.CancellationToken), StringComparison.Ordinal);
    }

    /// <summary>The indented blocks that follow a mark.</summary>
    private static IEnumerable<string> Examples()
    {
        var lines = File.ReadAllLines(Repository.Find("docs/data-sources.md"));
        for (var i = 0; i < lines.Length; i++)
        {
            if (lines[i] == "<!-- example: source -->")
                yield return string.Join('\n', lines.Skip(i + 2).TakeWhile(line => line.Length == 0 || line.StartsWith("    ", StringComparison.Ordinal)));
        }
    }
}
