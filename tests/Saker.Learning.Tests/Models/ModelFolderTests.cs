using System.Text;
using System.Text.Json;
using Saker.Data;
using Saker.Learning.Models;

namespace Saker.Learning.Tests.Models;

public sealed class ModelFolderTests : IDisposable
{
    private readonly string _root = Directory.CreateTempSubdirectory("saker-model-").FullName;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private string Folder => Path.Combine(_root, "model");

    public void Dispose() => Directory.Delete(_root, recursive: true);

    [Fact]
    public async Task What_was_written_is_read()
    {
        var contents = ToyModel.Contents();

        var hash = await ModelFolder.WriteAsync(Folder, contents, Token);
        var read = await ModelFolder.ReadAsync(Folder, hash, ModelFolderOptions.Default, Token);

        Assert.Equal(hash, read.Hash);
        Assert.Equal(contents.Model, read.Contents.Model);
        Assert.Equal(SignatureJson.Write(contents.Signature), SignatureJson.Write(read.Contents.Signature));
        Assert.Equal(
            (contents.Profile, contents.Evaluation, contents.Card, contents.Checks, contents.InputExample),
            (read.Contents.Profile, read.Contents.Evaluation, read.Contents.Card, read.Contents.Checks, read.Contents.InputExample));
        using var model = new OnnxClassifier(read.Contents.Model, read.Contents.Signature);
        Assert.Equal("Yes", model.Predict(ToyModel.Rows(0.75f), Token).Get("label").GetValue(0));
    }

    [Fact]
    public async Task Labels_of_several_classes_are_texts_to_MLflow_and_their_probabilities_a_tensor()
    {
        var contents = ToyModel.Contents();
        await ModelFolder.WriteAsync(Folder, contents with { Signature = SignatureBuilder.OfClasses(ToyModel.Rows(0.1f, 0.9f), ["chance", "colour"], ["a", "b", "c"]) }, Token);

        var lines = await File.ReadAllTextAsync(Path.Combine(Folder, "MLmodel"), Token);
        Assert.Contains("\"name\":\"label\",\"tensor-spec\":{\"dtype\":\"str\",\"shape\":[-1,1]}", lines, StringComparison.Ordinal);
        Assert.Contains("\"name\":\"probabilities\",\"tensor-spec\":{\"dtype\":\"float32\",\"shape\":[-1,3]}", lines, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Equal_contents_have_equal_hashes_and_others_do_not()
    {
        var first = await ModelFolder.WriteAsync(Folder, ToyModel.Contents(), Token);
        var second = await ModelFolder.WriteAsync(Path.Combine(_root, "other name"), ToyModel.Contents(), Token);
        var third = await ModelFolder.WriteAsync(Path.Combine(_root, "third"), ToyModel.Contents() with { Card = "# Other" }, Token);
        var fourth = await ModelFolder.WriteAsync(Path.Combine(_root, "fourth"), ToyModel.Contents() with { Card = null }, Token);

        Assert.Equal(first, second);
        Assert.Equal(64, first.Length);
        Assert.Equal(3, new[] { first, third, fourth }.Distinct().Count());
        foreach (var file in Directory.GetFiles(Folder))
            Assert.Equal(await File.ReadAllBytesAsync(file, Token), await File.ReadAllBytesAsync(Path.Combine(_root, "other name", Path.GetFileName(file)), Token));
    }

    [Theory]
    [InlineData("MLmodel")]
    [InlineData("model.onnx")]
    [InlineData("signature.json")]
    [InlineData("profile.json")]
    [InlineData("evaluation.json")]
    [InlineData("card.md")]
    [InlineData("checks.yaml")]
    [InlineData("input_example.json")]
    [InlineData("requirements.txt")]
    [InlineData("conda.yaml")]
    [InlineData("python_env.yaml")]
    public async Task One_changed_byte_is_refused_by_name(string name)
    {
        var hash = await ModelFolder.WriteAsync(Folder, ToyModel.Contents(), Token);
        var path = Path.Combine(Folder, name);
        var bytes = await File.ReadAllBytesAsync(path, Token);
        bytes[^1] ^= 1;
        await File.WriteAllBytesAsync(path, bytes, Token);

        var error = await Assert.ThrowsAsync<SakerException>(() => ModelFolder.ReadAsync(Folder, hash, ModelFolderOptions.Default, Token));

        Assert.Equal(name, Assert.Single(error.Problems).Field);
        File.Delete(path);
        error = await Assert.ThrowsAsync<SakerException>(() => ModelFolder.ReadAsync(Folder, hash, ModelFolderOptions.Default, Token));
        Assert.Contains(name, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_forged_manifest_does_not_help_against_the_expected_hash()
    {
        var hash = await ModelFolder.WriteAsync(Folder, ToyModel.Contents(), Token);
        var other = Path.Combine(_root, "other");
        var otherHash = await ModelFolder.WriteAsync(other, ToyModel.Contents() with { Card = "# Forged" }, Token);

        var error = await Assert.ThrowsAsync<SakerException>(() => ModelFolder.ReadAsync(other, hash, ModelFolderOptions.Default, Token));

        Assert.Contains(hash, error.Message, StringComparison.Ordinal);
        Assert.Contains(otherHash, error.Message, StringComparison.Ordinal);
        Assert.Equal(otherHash, (await ModelFolder.ReadAsync(other, expectedHash: null, ModelFolderOptions.Default, Token)).Hash);
    }

    [Fact]
    public async Task Files_folders_and_links_that_do_not_belong_there_are_refused()
    {
        await ModelFolder.WriteAsync(Folder, ToyModel.Contents(), Token);
        await RefusedAfterAsync("added.txt", path => File.WriteAllText(path, "x"), File.Delete);
        await RefusedAfterAsync("sub", path => Directory.CreateDirectory(path), Directory.Delete);
        await RefusedAfterAsync("link", path => File.CreateSymbolicLink(path, Path.Combine(Folder, "model.onnx")), File.Delete);
        await ModelFolder.ReadAsync(Folder, null, ModelFolderOptions.Default, Token);
    }

    [Fact]
    public async Task Limits_are_held()
    {
        await ModelFolder.WriteAsync(Folder, ToyModel.Contents(), Token);

        foreach (var options in new[] { new ModelFolderOptions { MaxModelBytes = 10 }, new ModelFolderOptions { MaxFileBytes = 10 }, new ModelFolderOptions { MaxFileCount = 5 } })
        {
            var error = await Assert.ThrowsAsync<SakerException>(() => ModelFolder.ReadAsync(Folder, null, options, Token));
            Assert.Equal(ErrorKind.TooLarge, error.Kind);
        }
    }

    [Fact]
    public async Task A_model_is_never_overwritten_and_a_missing_one_is_reported()
    {
        Assert.Equal(ErrorKind.NotFound, (await Assert.ThrowsAsync<SakerException>(() => ModelFolder.ReadAsync(Folder, null, ModelFolderOptions.Default, Token))).Kind);
        await ModelFolder.WriteAsync(Folder, ToyModel.Contents(), Token);
        Assert.Equal(ErrorKind.Conflict, (await Assert.ThrowsAsync<SakerException>(() => ModelFolder.WriteAsync(Folder, ToyModel.Contents(), Token))).Kind);
    }

    [Fact]
    public async Task What_a_crash_left_behind_is_replaced_and_a_cancelled_write_leaves_nothing()
    {
        Directory.CreateDirectory(Folder + ".partial");
        await File.WriteAllTextAsync(Path.Combine(Folder + ".partial", "model.onnx"), "half", Token);
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => ModelFolder.WriteAsync(Folder, ToyModel.Contents(), new CancellationToken(canceled: true)));
        Assert.Empty(Directory.GetDirectories(_root));

        await ModelFolder.WriteAsync(Folder, ToyModel.Contents(), Token);

        Assert.Equal([Folder], Directory.GetDirectories(_root));
    }

    [Fact]
    public async Task Mlmodel_has_what_mlflow_reads()
    {
        await ModelFolder.WriteAsync(Folder, ToyModel.Contents(), Token);
        var model = Mapping(YamlText.Parse(await File.ReadAllTextAsync(Path.Combine(Folder, "MLmodel"), Token)).Values);
        var flavors = Mapping(model["flavors"]);
        var signature = Mapping(model["signature"]);

        Assert.Equal(["flavors", "model_size_bytes", "model_uuid", "saved_input_example_info", "signature"], model.Keys);
        Assert.Equal(["onnx", "python_function", "saker"], flavors.Keys);
        Assert.Equal("mlflow.onnx", Mapping(flavors["python_function"])["loader_module"]);
        Assert.All(flavors.Values, flavor => Assert.Equal("model.onnx", Mapping(flavor)["data"]));
        Assert.Equal("conda.yaml", Mapping(Mapping(flavors["python_function"])["env"])["conda"]);
        Assert.Equal("3.11", Mapping(flavors["python_function"])["python_version"]);
        Assert.Matches("^[0-9a-f]{32}$", (string)model["model_uuid"]!);
        Assert.Equal(ToyModel.Bytes().LongLength, model["model_size_bytes"]);
        AssertJson("""[{"type":"double","name":"chance","required":true},{"type":"string","name":"colour","required":true}]""", signature["inputs"]);
        AssertJson("""[{"type":"string","name":"label","required":true},{"type":"float","name":"probability","required":true}]""", signature["outputs"]);
        Assert.Equal("split", Mapping(model["saved_input_example_info"])["pandas_orient"]);
    }

    [Theory]
    [InlineData("{}", "no flavor 'saker'")]
    [InlineData("flavors: {saker: {format: 2, data: model.onnx}}", "reads format 1")]
    [InlineData("flavors: {saker: {format: 1}}", "names no file")]
    [InlineData("flavors: {saker: {format: 1, data: ../other/model.onnx}}", "names no file")]
    [InlineData("flavors: {saker: {format: 1, data: '..'}}", "names no file")]
    [InlineData("flavors: {saker: {format: 1, data: /etc/passwd}}", "names no file")]
    [InlineData("flavors: {saker: &a {format: 1}, onnx: *a}", "anchors and aliases")]
    [InlineData("flavors: !!python/object:os.system {}", "tags are not read")]
    [InlineData("flavors: [unclosed", "not valid YAML")]
    [InlineData("a: 1\na: 2", "occurs twice")]
    public void An_mlmodel_file_that_is_not_ours_is_refused(string yaml, string expected) =>
        Assert.Contains(expected, Assert.Throws<SakerException>(() => MlmodelFile.ReadModelName(yaml)).Message, StringComparison.Ordinal);

    private async Task RefusedAfterAsync(string name, Action<string> add, Action<string> remove)
    {
        var path = Path.Combine(Folder, name);
        add(path);
        var error = await Assert.ThrowsAsync<SakerException>(() => ModelFolder.ReadAsync(Folder, null, ModelFolderOptions.Default, Token));
        Assert.Contains(name, error.Message, StringComparison.Ordinal);
        remove(path);
    }

    private static IReadOnlyDictionary<string, object?> Mapping(object? value) => Assert.IsAssignableFrom<IReadOnlyDictionary<string, object?>>(value);

    private static void AssertJson(string expected, object? actual) =>
        Assert.True(JsonElement.DeepEquals(JsonDocument.Parse(expected).RootElement, JsonDocument.Parse((string)actual!).RootElement), (string)actual!);
}
