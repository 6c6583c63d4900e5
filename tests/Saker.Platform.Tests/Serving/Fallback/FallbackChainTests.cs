using Saker.Data;
using Saker.Onnx;
using Saker.Onnx.Batches;
using Saker.Platform.Serving;
using Saker.Platform.Serving.Fallback;
using Saker.Platform.Serving.Settings;
using Saker.Testing;

namespace Saker.Platform.Tests.Serving.Fallback;

public sealed class FallbackChainTests
{
    private static readonly TensorSpec[] Outputs = [new("label", ElementType.Text, [-1, 1]), new("probability", ElementType.Float32, [-1, 1])];
    private static readonly ConstantSettings Constant = new() { Outputs = new Dictionary<string, object> { ["label"] = "No", ["probability"] = 0.25 } };
    private readonly ManualTime _time = new();
    private Exception? _failure;
    private int _calls;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Each_failing_step_falls_to_the_next_and_says_why()
    {
        var chain = Chain(FallbackReasons.All, new StepSettings(), ("previous", new SakerException(ErrorKind.Unavailable, "is not loaded.")));
        Assert.Equal(new AnswerSource("primary", "churn", 2, null), (await chain.AnswerAsync(Call(), Cancellation)).Source);
        _failure = new InvalidOperationException("secret");
        var answer = await chain.AnswerAsync(Call(), Cancellation);
        Assert.Equal(new AnswerSource("constant", null, null, "primary: the model failed; previous: is not loaded."), answer.Source);
        Assert.Equal([0.25f, 0.25f, 0.25f], answer.Outputs![1].Elements<float>().ToArray());
        Assert.Equal("No"u8.ToArray(), answer.Outputs[0].Text(2).ToArray());
    }

    [Fact]
    public async Task Wrong_input_never_falls_back_and_an_exhausted_chain_fails_as_the_primary()
    {
        _failure = new SakerException(ErrorKind.InvalidInput, "wrong");
        Assert.Same(_failure, await Assert.ThrowsAsync<SakerException>(async () => await Chain(FallbackReasons.All, new StepSettings()).AnswerAsync(Call(), Cancellation)));
        _failure = new SakerException(ErrorKind.LimitExceeded, "full");
        Assert.Same(_failure, await Assert.ThrowsAsync<SakerException>(async () => await Chain(FallbackReasons.Timeout, new StepSettings()).AnswerAsync(Call(), Cancellation)));
        var alone = new FallbackChain(FallbackReasons.All, [(Primary(), new StepSettings())], _time);
        Assert.Same(_failure, await Assert.ThrowsAsync<SakerException>(async () => await alone.AnswerAsync(Call(), Cancellation)));
    }

    [Fact]
    public async Task Breaker_opens_tries_again_and_closes()
    {
        var breaker = new BreakerSettings { MinimumThroughput = 4, BreakDuration = TimeSpan.FromSeconds(5) };
        var chain = Chain(FallbackReasons.All, new StepSettings { Breaker = breaker });
        _failure = new InvalidOperationException();
        for (var i = 0; i < 4; i++)
            await chain.AnswerAsync(Call(), Cancellation);
        Assert.Equal((BreakerState.Open, true, 4), (chain.List()[0].State, chain.IsDegraded, _calls));
        Assert.Equal("primary: left out, because it kept failing", (await chain.AnswerAsync(Call(), Cancellation)).Source.Reason);
        Assert.Equal(4, _calls);
        _time.Advance(TimeSpan.FromSeconds(6));
        await chain.AnswerAsync(Call(), Cancellation);
        Assert.Equal((BreakerState.Open, 5), (chain.List()[0].State, _calls));
        _time.Advance(TimeSpan.FromSeconds(6));
        _failure = null;
        Assert.Equal("primary", (await chain.AnswerAsync(Call(), Cancellation)).Source.Step);
        Assert.False(chain.IsDegraded);
    }

    [Fact]
    public async Task A_step_that_takes_too_long_has_failed_but_a_caller_that_gives_up_has_not()
    {
        var hangs = new StepOf("primary", new PreviousVersion("churn", 2), async (_, token) =>
        {
            await Task.Delay(Timeout.Infinite, token);
            return null;
        });
        var chain = new FallbackChain(FallbackReasons.All, [(hangs, new StepSettings { Timeout = TimeSpan.FromMilliseconds(20) }), (new ConstantStep(Outputs, Constant), new StepSettings())], TimeProvider.System);
        Assert.Equal("primary: no answer within 20ms", (await chain.AnswerAsync(Call(), Cancellation)).Source.Reason);
        using var gone = new CancellationTokenSource();
        await gone.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () => await chain.AnswerAsync(Call(), gone.Token));
    }

    [Fact]
    public void A_constant_that_does_not_fit_the_outputs_is_refused()
    {
        var wrong = new ConstantSettings { Outputs = new Dictionary<string, object> { ["probability"] = "much", ["more"] = 1L } };
        var failure = Assert.Throws<SakerException>(() => new ConstantStep(Outputs, wrong));
        Assert.Equal(["fallback.constant.outputs.more", "fallback.constant.outputs.label", "fallback.constant.outputs.probability"], failure.Problems.Select(problem => problem.Field));
    }

    private static IFallbackCall Call()
    {
        var call = new TensorSet([new TensorSpec("x", ElementType.Float64, [-1, 1])], Outputs);
        call.Inputs[0].Reset([3, 1]);
        return new PlainCall(call);
    }

    private StepOf Primary() => new("primary", new PreviousVersion("churn", 2), (_, _) =>
    {
        _calls++;
        return _failure is null ? ValueTask.FromResult<TensorBuffer[]?>(null) : throw _failure;
    });

    private FallbackChain Chain(FallbackReasons on, StepSettings settings, params (string Name, Exception Failure)[] between) => new(
        on,
        [(Primary(), settings), .. between.Select(step => ((IFallbackStep)new StepOf(step.Name, new PreviousVersion("churn", 1), (_, _) => throw step.Failure), new StepSettings())), (new ConstantStep(Outputs, Constant), new StepSettings())],
        _time);

    private sealed class StepOf(string name, PreviousVersion version, Func<IFallbackCall, CancellationToken, ValueTask<TensorBuffer[]?>> answer) : IFallbackStep
    {
        public string Name => name;

        public PreviousVersion? Version => version;

        public ValueTask<TensorBuffer[]?> AnswerAsync(IFallbackCall call, CancellationToken cancellationToken) => answer(call, cancellationToken);
    }
}
