using System.Net;
using System.Runtime.CompilerServices;
using Amazon;
using Amazon.Runtime;
using Amazon.S3;
using Amazon.S3.Model;
using Saker.Data;
using Saker.Platform.Artifacts.Blobs;

namespace Saker.Backends.S3;

/// <summary>
/// Content in a bucket, under <c>prefix/ab/abcd...</c>. A file larger than a part goes up in parts; S3 shows it when it is whole,
/// and has it durably when it says so.
/// </summary>
internal sealed class S3BlobStore(S3Options options) : IBlobStore, IDisposable
{
    private const int HashLength = 64;

    private readonly Lazy<AmazonS3Client> _client = new(() => Connect(options));

    public string Place => options.ToString();

    public Task PutAsync(StagedBlob staged, CancellationToken cancellationToken) => GuardAsync(
        async () =>
        {
            // Over one that is there too: were that one damaged, it is whole again. Its size, or what the store says of it, would not tell.
            var key = KeyOf(staged.Hash);
            await (staged.ByteCount > options.PartBytes ? PutPartsAsync(key, staged, cancellationToken) : PutWholeAsync(key, staged, cancellationToken));
            return true;
        },
        cancellationToken);

    public Task<Stream?> OpenAsync(string hash, CancellationToken cancellationToken) => GuardAsync<Stream?>(
        async () =>
        {
            try
            {
                return (await _client.Value.GetObjectAsync(options.Bucket, KeyOf(hash), cancellationToken)).ResponseStream;
            }
            catch (AmazonS3Exception exception) when (IsMissing(exception))
            {
                return null;
            }
        },
        cancellationToken);

    public Task<long?> FindSizeAsync(string hash, CancellationToken cancellationToken) => GuardAsync(() => FindSizeCoreAsync(KeyOf(hash), cancellationToken), cancellationToken);

    public async IAsyncEnumerable<BlobEntry> ListAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var request = new ListObjectsV2Request { BucketName = options.Bucket, Prefix = options.Prefix.Length > 0 ? options.Prefix + "/" : "" };
        do
        {
            var page = await GuardAsync(() => _client.Value.ListObjectsV2Async(request, cancellationToken), cancellationToken);
            foreach (var found in page.S3Objects ?? [])
            {
                var name = found.Key[(found.Key.LastIndexOf('/') + 1)..];
                if (IsHash(name) && found.Key == KeyOf(name))
                    yield return new BlobEntry(name, found.Size ?? 0, found.LastModified is { } at ? new DateTimeOffset(at.ToUniversalTime()) : DateTimeOffset.UnixEpoch);
            }
            request.ContinuationToken = page.IsTruncated == true ? page.NextContinuationToken : null;
        }
        while (request.ContinuationToken is not null);
    }

    public Task DeleteAsync(string hash, CancellationToken cancellationToken) => GuardAsync(() => _client.Value.DeleteObjectAsync(options.Bucket, KeyOf(hash), cancellationToken), cancellationToken);

    public void Dispose()
    {
        if (_client.IsValueCreated)
            _client.Value.Dispose();
    }

    private static AmazonS3Client Connect(S3Options options)
    {
        var config = new AmazonS3Config
        {
            Timeout = options.MaxRequestTime,
            // Stores other than Amazon's know none of the newer checksums; ours is the name.
            RequestChecksumCalculation = RequestChecksumCalculation.WHEN_REQUIRED,
            ResponseChecksumValidation = ResponseChecksumValidation.WHEN_REQUIRED,
        };
        if (options.Endpoint is { } endpoint)
        {
            config.ServiceURL = endpoint.ToString();
            config.AuthenticationRegion = options.Region;
            config.ForcePathStyle = true;
        }
        else
        {
            config.RegionEndpoint = RegionEndpoint.GetBySystemName(options.Region);
        }
        return options is { AccessKey: { } name, SecretKey: { } secret } ? new AmazonS3Client(new BasicAWSCredentials(name, secret), config) : new AmazonS3Client(config);
    }

    private async Task<long?> FindSizeCoreAsync(string key, CancellationToken cancellationToken)
    {
        try
        {
            return (await _client.Value.GetObjectMetadataAsync(options.Bucket, key, cancellationToken)).ContentLength;
        }
        catch (AmazonS3Exception exception) when (IsMissing(exception))
        {
            return null;
        }
    }

    private Task PutWholeAsync(string key, StagedBlob staged, CancellationToken cancellationToken) => _client.Value.PutObjectAsync(
        // Chunk signatures are Amazon's own; over plain http others refuse them, and what came is checked by its hash when it is read.
        new PutObjectRequest { BucketName = options.Bucket, Key = key, FilePath = staged.File, ContentType = "application/octet-stream", UseChunkEncoding = false }, cancellationToken);

    private async Task PutPartsAsync(string key, StagedBlob staged, CancellationToken cancellationToken)
    {
        var upload = (await _client.Value.InitiateMultipartUploadAsync(new InitiateMultipartUploadRequest { BucketName = options.Bucket, Key = key, ContentType = "application/octet-stream" }, cancellationToken)).UploadId;
        try
        {
            List<PartETag> parts = [];
            for (long at = 0; at < staged.ByteCount; at += options.PartBytes)
            {
                var part = await _client.Value.UploadPartAsync(
                    new UploadPartRequest
                    {
                        BucketName = options.Bucket, Key = key, UploadId = upload, PartNumber = parts.Count + 1, FilePath = staged.File, FilePosition = at,
                        PartSize = Math.Min(options.PartBytes, staged.ByteCount - at), UseChunkEncoding = false,
                    },
                    cancellationToken);
                parts.Add(new PartETag(parts.Count + 1, part.ETag));
            }
            await _client.Value.CompleteMultipartUploadAsync(new CompleteMultipartUploadRequest { BucketName = options.Bucket, Key = key, UploadId = upload, PartETags = parts }, cancellationToken);
        }
        catch
        {
            // Parts that stay cost money; what went wrong is told all the same.
            await TryAbortAsync(key, upload);
            throw;
        }
    }

    private async Task TryAbortAsync(string key, string upload)
    {
        try
        {
            await _client.Value.AbortMultipartUploadAsync(new AbortMultipartUploadRequest { BucketName = options.Bucket, Key = key, UploadId = upload }, CancellationToken.None);
        }
        catch (AmazonServiceException)
        {
        }
        catch (AmazonClientException)
        {
        }
    }

    private async Task<T> GuardAsync<T>(Func<Task<T>> work, CancellationToken cancellationToken)
    {
        try
        {
            return await work();
        }
        catch (Exception exception) when (exception is AmazonServiceException or AmazonClientException or HttpRequestException && !cancellationToken.IsCancellationRequested)
        {
            throw new SakerException(ErrorKind.Unavailable, $"The artifact store {options} failed: {exception.Message.TrimEnd('.')}. Check that it runs, that the bucket exists, and the credentials; then try again.", "artifacts", exception);
        }
    }

    private static bool IsMissing(AmazonS3Exception exception) => exception.StatusCode == HttpStatusCode.NotFound && exception.ErrorCode is not "NoSuchBucket";

    private string KeyOf(string hash) => IsHash(hash)
        ? $"{(options.Prefix.Length > 0 ? options.Prefix + "/" : "")}{hash[..2]}/{hash}"
        : throw new ArgumentException($"'{hash}' is no hash.", nameof(hash));

    private static bool IsHash(string name) => name.Length == HashLength && name.All(char.IsAsciiHexDigitLower);
}
