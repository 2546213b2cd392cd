package io.omendb.server.grpc;

import io.grpc.netty.shaded.io.grpc.netty.NettyServerBuilder;
import io.grpc.netty.shaded.io.netty.channel.EventLoopGroup;
import io.grpc.netty.shaded.io.netty.channel.IoHandlerFactory;
import io.grpc.netty.shaded.io.netty.channel.MultiThreadIoEventLoopGroup;
import io.grpc.netty.shaded.io.netty.channel.ServerChannel;
import io.grpc.netty.shaded.io.netty.channel.epoll.Epoll;
import io.grpc.netty.shaded.io.netty.channel.epoll.EpollIoHandler;
import io.grpc.netty.shaded.io.netty.channel.epoll.EpollServerSocketChannel;
import io.grpc.netty.shaded.io.netty.channel.nio.NioIoHandler;
import io.grpc.netty.shaded.io.netty.channel.socket.nio.NioServerSocketChannel;
import io.grpc.netty.shaded.io.netty.util.concurrent.DefaultThreadFactory;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;

/**
 * One thread that accepts connections and one that serves them: calls run elsewhere, and a second
 * serving thread halves the throughput on small machines. Linux's epoll where it is there.
 */
final class EventLoops {
  private final EventLoopGroup accepting;
  private final EventLoopGroup serving;
  private final Class<? extends ServerChannel> channelType;

  EventLoops() {
    boolean epoll = Epoll.isAvailable();
    IoHandlerFactory handlers = epoll ? EpollIoHandler.newFactory() : NioIoHandler.newFactory();
    this.accepting = oneThread("omen-accept", handlers);
    this.serving = oneThread("omen-transport", handlers);
    this.channelType = epoll ? EpollServerSocketChannel.class : NioServerSocketChannel.class;
  }

  NettyServerBuilder configure(NettyServerBuilder builder) {
    return builder
        .bossEventLoopGroup(accepting)
        .workerEventLoopGroup(serving)
        .channelType(channelType);
  }

  /** Returns once the serving thread has done what it was doing, or has ended. */
  @SuppressWarnings("FutureReturnValueIgnored") // It is the future that was just waited for.
  void awaitTurn() {
    try {
      serving.submit(() -> {}).awaitUninterruptibly();
    } catch (RejectedExecutionException e) {
      // It has been shut down.
    }
  }

  /** Lets both threads end. */
  void shutdown() {
    end(accepting);
    end(serving);
  }

  @SuppressWarnings("FutureReturnValueIgnored") // It is the future that was just waited for.
  private static void end(EventLoopGroup loop) {
    loop.shutdownGracefully(0, 1, TimeUnit.SECONDS).awaitUninterruptibly();
  }

  private static EventLoopGroup oneThread(String name, IoHandlerFactory handlers) {
    return new MultiThreadIoEventLoopGroup(1, new DefaultThreadFactory(name, true), handlers);
  }
}
