using Saker.Data;
using Saker.Learning.Models;
using Saker.Platform.Registry;

namespace Saker.Platform.Tests.Registry;

/// <summary>Which semantic version follows from what changed.</summary>
public sealed class SemanticVersionTests : EmbeddedTests
{
    [Fact]
    public async Task Version_follows_from_signature_and_recipe()
    {
        Signature plain = Of([new("age", ColumnType.Int64)], [new("p", ColumnType.Float32)]);
        Assert.Equal("1.0.0", await RegisterAsync(plain, "recipe"));
        Assert.Equal("1.0.1", await RegisterAsync(plain, "recipe"));
        Assert.Equal("1.1.0", await RegisterAsync(plain, "another recipe"));
        Assert.Equal("1.2.0", await RegisterAsync(plain, null));
        var wider = Of([new("age", ColumnType.Int64) { Nullable = true }, new("city", ColumnType.Text) { Nullable = true }], [new("p", ColumnType.Float32), new("label", ColumnType.Text)]);
        Assert.Equal("1.3.0", await RegisterAsync(wider, "recipe"));
        Assert.Equal("2.0.0", await RegisterAsync(plain, "recipe"));
        Assert.Equal("3.0.0", await RegisterAsync(Of([new("age", ColumnType.Float64)], [new("p", ColumnType.Float32)]), "recipe"));
        Assert.Equal("4.0.0", await RegisterAsync(Of([new("age", ColumnType.Float64), new("must", ColumnType.Text)], [new("p", ColumnType.Float32)]), "recipe"));
        Assert.Equal("5.0.0", await RegisterAsync(Of([new("age", ColumnType.Float64), new("must", ColumnType.Text)], [new("q", ColumnType.Float32)]), "recipe"));
    }

    [Fact]
    public async Task References_name_semantic_versions_and_the_newest_of_a_line()
    {
        var plain = Of([new("age", ColumnType.Int64)], [new("p", ColumnType.Float32)]);
        await RegisterAsync(plain, "recipe", new SemanticVersion(1, 2, 0));
        await RegisterAsync(plain, "recipe", new SemanticVersion(1, 2, 10));
        await RegisterAsync(plain, "recipe", new SemanticVersion(1, 2, 9));
        Assert.Equal("1.2.11", await RegisterAsync(plain, "recipe"));
        Assert.Equal(1, (await Saker.Registry.ResolveAsync("churn/1.2.0", Cancellation)).Version);
        Assert.Equal(4, (await Saker.Registry.ResolveAsync("churn/1.2", Cancellation)).Version);
        var taken = await Failures.OfAsync(ErrorKind.AlreadyExists, () => RegisterAsync(plain, "recipe", new SemanticVersion(1, 2, 9)));
        Assert.Contains("it is version 3", taken.Message, StringComparison.Ordinal);
    }

    private static Signature Of(IReadOnlyList<SignatureColumn> inputs, IReadOnlyList<SignatureColumn> outputs) => new() { Inputs = inputs, Outputs = outputs };

    private async Task<string> RegisterAsync(Signature signature, string? recipe, SemanticVersion? semantic = null)
    {
        using var source = new ModelSource();
        source.Write("signature.json", SignatureJson.Write(signature));
        return (await Saker.Registry.RegisterAsync(new Registration { Model = "churn", Folder = source.Folder, Recipe = recipe, Semantic = semantic }, Cancellation)).Semantic!.Value.ToString();
    }
}
