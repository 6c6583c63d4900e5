using System.Security.Cryptography;
using System.Text;
using Microsoft.Extensions.DependencyInjection;
using Saker.Platform.Registry;
using Saker.Platform.Storage;
using Saker.Platform.Tests.Registry;

namespace Saker.Platform.Tests.Maintenance;

public sealed class ArtifactVerifierTests : EmbeddedTests
{
    [Fact]
    public async Task What_is_as_it_was_stored_is_whole_and_each_change_is_named()
    {
        using var source = new ModelSource();
        var version = await Saker.Registry.RegisterAsync(new Registration { Model = "churn", Folder = source.Folder }, Cancellation);
        foreach (var name in (string[])["changed", "gone", "unsigned", "fine"])
            await Saker.Artifacts.PutAsync($"dir/{name}", new MemoryStream(Encoding.UTF8.GetBytes(name)), Cancellation);
        var whole = await Saker.Verifier.VerifyAsync(Cancellation);
        Assert.True(whole.IsWhole, string.Join('\n', whole.Faults));
        Assert.Equal((4, 1), (whole.FileCount, whole.ModelCount));

        await File.WriteAllTextAsync(BlobOf("changed"), "CHANGED", Cancellation);
        File.Delete(BlobOf("gone"));
        await Saker.Services.GetRequiredService<Database>().WriteAsync(session => session.ExecuteAsync("UPDATE artifacts SET signature = '' WHERE path = 'dir/unsigned'"), Cancellation);
        await File.WriteAllTextAsync(BlobOf("a model"), "A MODEL", Cancellation);
        await File.WriteAllTextAsync(Path.Combine(version.Folder!, "MLmodel"), "other", Cancellation);
        Assert.Equal(
            [
                $"The artifact 'dir/changed' is not to be trusted: the content {Hash("changed")} was changed.",
                $"The artifact 'dir/gone' is not to be trusted: the content {Hash("gone")} is gone.",
                "The artifact 'dir/unsigned' is not to be trusted: it is not signed.",
                $"The model churn/1 is not to be trusted: of its file 'model.onnx' the content {Hash("a model")} was changed.",
                $"The model churn/1 is not to be trusted: its copy '{version.Folder}' was changed; remove it, and it is made again.",
            ],
            (await Saker.Verifier.VerifyAsync(Cancellation)).Faults);
    }

    private string BlobOf(string content) => Path.Combine(Saker.Home.Blobs, Hash(content)[..2], Hash(content));

    private static string Hash(string content) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(content)));
}
